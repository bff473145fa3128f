"""How the log is written: without the rows that PostgreSQL repeats in its errors."""

import logging
import re

# ``DETAIL:  Failing row contains (…)`` holds the whole row, and with it what only some may read.
_ROW = re.compile(
    r"^DETAIL:.*?(?=\n\n(?:The above exception|During handling of the above)|\Z)", re.MULTILINE | re.DOTALL
)


class LineFormatter(logging.Formatter):
    """One line for each message. A traceback keeps the constraint that failed and loses the row that failed it."""

    def format(self, record: logging.LogRecord) -> str:
        return _ROW.sub("DETAIL: left out", super().format(record))
