"""``python -m poa_portal.ops.hold_servers``: start the servers, print their addresses, hold them until a signal."""

import os
import signal

from poa_portal.common import embedded


def main() -> None:
    embedded.ensure_servers()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # an exit that stops the servers
    print(os.environ["DATABASE_URL"], os.environ["REDIS_URL"], sep="\n", flush=True)  # noqa: T201  what the caller reads
    try:
        signal.pause()
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
