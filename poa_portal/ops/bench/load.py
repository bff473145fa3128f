"""A small load on one address of this machine: few connections, kept alive, for a few seconds."""

import multiprocessing
import socket
import time
from statistics import median

CONNECTIONS = 4


def requests_per_second(
    port: int, path: str, seconds: float = 3.0, rounds: int = 3, headers: dict[str, str] | None = None
) -> float:
    """The median rate over some rounds; ``headers`` go with each request, such as the cookie of a person who is signed in.
    Raises ``RuntimeError`` where an answer is not 200."""
    request = _request(port, path, headers or {})
    _serve_for(port, path, request, 0.5)
    return median(_rate(port, path, request, seconds) for _ in range(rounds))


def rates_in_rounds(port: int, asked: list[tuple[str, dict[str, str]]], rounds: int = 5) -> dict[str, list[float]]:
    """Requests per second of several addresses with their headers; each round asks for all of them, so that a busy moment
    meets all alike."""
    rates: dict[str, list[float]] = {path: [] for path, _headers in asked}
    for _round in range(rounds):
        for path, headers in asked:
            rates[path].append(requests_per_second(port, path, seconds=2.0, rounds=1, headers=headers))
    return rates


def share(ours: list[float], theirs: list[float]) -> float:
    """The median over the rounds of one rate in parts of another."""
    return median(mine / other for mine, other in zip(ours, theirs, strict=True))


def _request(port: int, path: str, headers: dict[str, str]) -> bytes:
    usual = {"Host": f"127.0.0.1:{port}", "Accept": "*/*", "Connection": "keep-alive"}
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in {**usual, **headers}.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _rate(port: int, path: str, request: bytes, seconds: float) -> float:
    with multiprocessing.get_context("fork").Pool(CONNECTIONS) as pool:
        counts = pool.starmap(_serve_for, [(port, path, request, seconds)] * CONNECTIONS)
    return sum(counts) / seconds


def _serve_for(port: int, path: str, request: bytes, seconds: float) -> int:
    done, end = 0, time.perf_counter() + seconds
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        reader = connection.makefile("rb")
        while time.perf_counter() < end:
            connection.sendall(request)
            _read(reader, path)
            done += 1
    return done


def _read(reader: object, path: str) -> None:
    status = reader.readline()  # type: ignore[attr-defined]
    if b" 200 " not in status:
        raise RuntimeError(f"{path} answered {status.decode(errors='replace').strip()}")
    length = 0
    while (line := reader.readline()) not in {b"\r\n", b""}:  # type: ignore[attr-defined]
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    reader.read(length)  # type: ignore[attr-defined]
