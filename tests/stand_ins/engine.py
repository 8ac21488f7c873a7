"""A server that speaks like the engine and does what a test wants of it."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, Self

__all__ = ["EngineStandIn"]


class EngineStandIn:
    """Understands a few words; `mode` is `ok`, `failing`, `silent`, `hanging` or `loading`."""

    meanings: ClassVar = {
        "hello": "greet",
        "zdravo": "greet",
        "thanks": "thank",
        "station": "ask_station",
        "officer": "talk_to_officer",
        "theft": "report_theft",
        "danger": "emergency",
        "never mind": "cancel",
    }
    responses: ClassVar = {"greet": "utter_greet", "thank": "utter_thank", "ask_station": "utter_which_municipality"}

    def __init__(self) -> None:
        self.mode = "ok"
        self.turns: list[dict[str, Any]] = []
        self.parsed: list[str] = []
        self.replies: list[dict[str, Any]] | None = None
        self.before_answer = lambda: None
        self.hang_seconds = 3.0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def parse(self, text: str) -> dict[str, Any]:
        """What Rasa's `/model/parse` would say."""
        self.parsed.append(text)
        name = next((meaning for word, meaning in self.meanings.items() if word in text.lower()), None)
        intent = {"name": name, "confidence": 0.9 if name else 0.0}
        return {"text": text, "intent": intent, "intent_ranking": [intent] if name else [], "entities": []}

    def turn(self, body: dict[str, Any]) -> dict[str, Any]:
        """What our channel would answer."""
        self.turns.append(body)
        self.before_answer()
        if self.replies is not None:
            return {"messages": self.replies}
        response = self.responses.get(body["parse"]["intent"]["name"], "utter_not_understood")
        return {"messages": [{"response": response, "arguments": {}, "buttons": []}]}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # head and body are two packets: the second would wait 40 ms

            def do_GET(self) -> None:  # the name that http.server asks for
                self._answer(200, {"status": "ready", "model": "stand-in"})

            def do_POST(self) -> None:  # the name that http.server asks for
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if stand_in.mode == "hanging":
                    time.sleep(stand_in.hang_seconds)
                if self.path.startswith("/model/parse"):
                    self._answer(200, stand_in.parse(body["text"]))
                else:
                    self._answer(200, stand_in.turn(body))

            def _answer(self, status: int, body: dict[str, Any]) -> None:
                if stand_in.mode == "loading":
                    status, body = 503, {"status": "loading"}
                if stand_in.mode == "failing":
                    status, body = 502, {"error": "failed"}
                if stand_in.mode == "silent" and "messages" in body:
                    body = {"messages": []}
                data = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        return Handler
