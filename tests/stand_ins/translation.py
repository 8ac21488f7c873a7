"""A server that speaks LibreTranslate's `/translate`: it puts the target language before every text."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

__all__ = ["TranslationStandIn"]


class TranslationStandIn:
    """`mode` is `ok`, `failing` or `strange`; `asked` holds what came."""

    def __init__(self) -> None:
        self.mode = "ok"
        self.asked: list[dict[str, Any]] = []
        self.answers: dict[str, str] = {}
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # the name that http.server asks for
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                stand_in.asked.append({"path": self.path, **body})
                status, answer = stand_in.answer(body)
                data = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """What LibreTranslate would say."""
        if self.mode == "failing":
            return 500, {"error": "out of memory"}
        if self.mode == "strange":
            return 200, {"hello": "world"}
        return 200, {"translatedText": self.answers.get(body["q"], f"{body['target']}: {body['q']}")}

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
