"""A mail server that takes mail and keeps what it was told, on a port of its own; for tests and for the bench."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any


@dataclass
class Received:
    """One mail as it came: to whom, under which Message-ID, over which of the connections."""

    to: str
    message_id: str
    connection: int
    text: bytes = b""


@dataclass
class Sink:
    """``mails`` in the order of arrival. ``seconds_each`` is how long it thinks about each; ``refuses`` holds what it
    answers to addresses instead of taking their mail."""

    port: int
    seconds_each: float = 0.0
    refuses: dict[str, str] = field(default_factory=dict)
    mails: list[Received] = field(default_factory=list)
    connections: int = 0
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def keep(self, mail: Received) -> None:
        with self._changed:
            self.mails.append(mail)
            self._changed.notify_all()

    def wait_for(self, count: int, seconds: float) -> bool:
        """Whether so many mails came in time."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self.mails) >= count, seconds)


@contextmanager
def mail_sink(seconds_each: float = 0.0, refuses: dict[str, str] | None = None) -> Iterator[Sink]:
    """A sink on a free port of this machine, as long as the block lasts."""
    with _Server(("127.0.0.1", 0), _Conversation) as server:
        server.sink = Sink(server.server_address[1], seconds_each, refuses or {})
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server.sink
        finally:
            server.shutdown()
            thread.join(5)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = allow_reuse_address = True
    sink: Sink


class _Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as ``smtplib`` speaks."""

    server: _Server

    def handle(self) -> None:
        with suppress(ConnectionError):  # the sender was killed
            self._talk()

    def _talk(self) -> None:
        self.sink = self.server.sink
        self.sink.connections += 1
        self.number, self.to = self.sink.connections, ""
        self._say("220 sink.example")
        for line in iter(self.rfile.readline, b""):
            words = line.decode().strip()
            answer: Any = getattr(self, f"on_{words[:4].lower()}", None)
            if not (answer(words) if answer else self._say("250 OK")):
                return

    def on_rcpt(self, words: str) -> bool:
        self.to = words.partition("<")[2].partition(">")[0]
        return self._say(self.sink.refuses.get(self.to, "250 OK"))

    def on_data(self, words: str) -> bool:
        self._say("354 Go on")
        lines = []
        for line in iter(self.rfile.readline, b""):
            if line == b".\r\n":
                break
            lines.append(line)
        else:
            return False  # the sender died in the middle: half a mail is none
        time.sleep(self.sink.seconds_each)
        text = b"".join(lines)
        mail = Received(self.to, message_from_bytes(text).get("Message-ID", ""), self.number, text)
        self.sink.keep(mail)
        return self._say("250 Taken")

    def on_quit(self, words: str) -> bool:
        self._say("221 Bye")
        return False

    def _say(self, answer: str) -> bool:
        try:
            self.wfile.write(f"{answer}\r\n".encode())
        except OSError:
            return False
        return True
