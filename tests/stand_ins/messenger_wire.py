"""The wire between an adapter and the page: HTTP/1.1 with kept connections, and what can go wrong on it."""

import json
import socket
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.stand_ins.messenger_graph import HTML_ERROR, GraphError, Request

if TYPE_CHECKING:
    from tests.stand_ins.messenger import MessengerStandIn

__all__ = ["Call", "Fault", "Server"]

BODY_BYTES = 40 * 1024 * 1024
JSON = "application/json; charset=UTF-8"


@dataclass(frozen=True, slots=True)
class Call:
    """One call that came: `edge` is the path's last part, `at` seconds of `time.monotonic`."""

    method: str
    edge: str
    at: float
    status: int
    """What was answered; 0 when nothing was."""
    values: dict[str, Any]


@dataclass(slots=True)
class Fault:
    """What the next calls of an edge meet; see `MessengerStandIn.fail`."""

    edge: str
    left: int
    error: GraphError | None
    status: int | None
    how: str | None
    where: Callable[[dict[str, Any]], bool]


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    kind: str
    data: bytes
    headers: dict[str, str] = field(default_factory=dict)


class Server(ThreadingHTTPServer):
    """Answers for one stand-in on a free port of 127.0.0.1."""

    request_queue_size = 256

    def __init__(self, stand_in: "MessengerStandIn") -> None:
        super().__init__(("127.0.0.1", 0), _handler(stand_in))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that left is no news."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def _handler(stand_in: "MessengerStandIn") -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        timeout = 60

        def do_GET(self) -> None:  # the name that http.server asks for
            self._serve()

        def do_POST(self) -> None:  # the name that http.server asks for
            self._serve()

        def do_DELETE(self) -> None:  # the name that http.server asks for
            self._serve()

        def _serve(self) -> None:
            at = time.monotonic()
            size = int(self.headers.get("Content-Length") or 0)
            if size > BODY_BYTES:
                self.close_connection = True
                self._say(_Answer(413, "text/html; charset=utf-8", HTML_ERROR.encode()))
                return
            body = self.rfile.read(size)
            edge, values, request = "cdn", {}, None
            try:
                if not self.path.startswith("/cdn/"):
                    edge = urlsplit(self.path).path.rpartition("/")[2]
                    request = Request.read(self.command, self.path, self.headers, body)
                    values = request.values
                answer = self._answer(request, stand_in.take_fault(edge, values))
            except GraphError as refused:
                refused.__traceback__ = None  # the same refusal is raised again and again
                answer = _Answer(refused.status, JSON, json.dumps(refused.body()).encode(), self._hints(refused))
            stand_in.calls.append(Call(self.command, edge, at, answer.status if answer else 0, values))
            if answer:
                self._say(answer)
            else:
                self._break()

        def _answer(self, request: Request | None, fault: Fault | None) -> "_Answer | None":
            how = fault.how if fault else None
            if how == "hang":
                stand_in.closing.wait(stand_in.hang_seconds)
            if how in ("reset", "hang"):
                return None
            if fault and fault.error:
                raise fault.error
            if fault and fault.status:
                return _Answer(fault.status, "text/html; charset=utf-8", HTML_ERROR.encode())
            if request is None:
                answer = _Answer(*stand_in.file(self.path))
            else:
                answer = _Answer(200, JSON, json.dumps(stand_in.answer(request)).encode())
            if how == "late":
                stand_in.closing.wait(stand_in.hang_seconds)
            return None if how == "lost" else answer

        @staticmethod
        def _hints(error: GraphError) -> dict[str, str]:
            usage = {"call_count": 100, "total_cputime": 25, "total_time": 25}
            if error.status == 401:
                return {"WWW-Authenticate": 'OAuth "Facebook Platform" "invalid_token"'}
            if error.code == 80006:
                left = {"type": "messenger", **usage, "estimated_time_to_regain_access": 2}  # minutes
                return {"X-Business-Use-Case-Usage": json.dumps({stand_in.page_id: [left]})}
            return {"X-App-Usage": json.dumps(usage)} if error.code == 4 else {}

        def _break(self) -> None:
            self.close_connection = True
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()

        def _say(self, answer: "_Answer") -> None:
            headers = {"Content-Type": answer.kind, "Content-Length": str(len(answer.data)), **answer.headers}
            headers["facebook-api-version"] = "v23.0"
            if self.close_connection:
                headers["Connection"] = "close"
            lines = [f"{name}: {value}" for name, value in headers.items()]
            first = f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}"
            self.wfile.write("\r\n".join([first, *lines, "", ""]).encode() + answer.data)  # one packet

        def log_message(self, *_: object) -> None:
            pass

    return Handler
