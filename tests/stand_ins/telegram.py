"""A server that speaks like Telegram's Bot API, and citizens who write to the bot behind it.

    with TelegramStandIn() as telegram:
        bot = Bot(telegram.token, base_url=telegram.base_url, base_file_url=telegram.base_file_url)
        arta = telegram.user(language_code="sq")
        arta.say("Më vodhën biçikletën")
        …
        arta.chat.wait("Ku ndodhi?")
        arta.presses("Prishtinë")

Why own: telemelya (PyPI) needs Redis and MinIO, and knows neither errors nor limits nor people.

Modelled after core.telegram.org/bots/api (10.0), by its sections; where that is silent, after the server's own source
(github.com/tdlib/telegram-bot-api, Client.cpp and WebhookActor.cpp):

* "Authorizing your bot", "Making requests": GET and POST; query string, form, JSON, multipart; names of methods in any
  case; 401 for a token of nobody, 404 for what is no token or no method; `parameters` of errors.
* "Getting updates": `getUpdates` confirms by offset, a negative one forgets the past, waits up to 50 s; a second poll
  that waits ends the first with 409; 409 while a webhook is set. `allowed_updates` is remembered, holds for updates
  made later, and leaves out chat_member, message_reaction and message_reaction_count unless named. Updates are kept
  for 24 hours, presses on buttons for 150 seconds. `setWebhook` with its secret; pushes again until 2xx, `Retry-After`
  heard; messages of one chat one after the other, other kinds beside them; a method in the answer is called. Only
  addresses of this machine are pushed to: `tunnel` says where a public address leads.
* "Available methods": those in `telegram_methods.py`; any other is 404. Texts of 4096 and captions of 1024 UTF-16
  units, `callback_data` of 64 bytes, 100 buttons, HTML as parse mode, languages of two letters.
* "getFile": 20 MB; a link ends after `link_seconds` or `link_fetches`. "Sending files": 50 MB.
* "deleteMessage": within 48 hours. "answerCallbackQuery": within `methods.callback_seconds` (a guess), and once
  if `methods.answers_only_once`.
* Groups: privacy mode, joining and leaving, migration. People: blocking, deleted accounts, no chat before they write.

Not modelled: `setWebhook`'s certificate; 429 for setting it twice a second; the three seconds that a second conflict,
and a poll with the same offset, wait; and topics, channels, inline mode, payments and business accounts, whose updates
stand in `tests/payloads/telegram` and are sent by `sends_update`. The errors' words for too long texts about the bot
itself (`…_TOO_LONG`) are guessed.
"""

import json
import re
import sys
import threading
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.stand_ins.telegram_faults import ApiError, Fault, FaultKind
from tests.stand_ins.telegram_methods import Answer, Call, Methods, Upload
from tests.stand_ins.telegram_people import Platform

__all__ = ["TelegramStandIn"]

KEPT_CALLS = 20_000
LARGEST_BODY = 50 * 1024 * 1024 + 65_536  # section "Sending files"
PAGE = (
    "<html>\r\n<head><title>{status} {reason}</title></head>\r\n<body>\r\n"
    "<center><h1>{status} {reason}</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"
)


class TelegramStandIn(Platform):
    """Telegram with one bot, on a free port of 127.0.0.1: `faults` says what goes wrong, `pace` how fast it is."""

    def __init__(self, *, username: str = "DialogTestBot") -> None:
        super().__init__({"id": 7_000_000_001, "is_bot": True, "first_name": "Dialog", "username": username})
        self.token = f"{self.me['id']}:stand-in-no-secret-{'A' * 16}"
        self.methods = Methods(self)
        self.updates.answer_with_method = self._call_of_webhook
        self.log: deque[Call] = deque(maxlen=KEPT_CALLS)
        self._closing = threading.Event()
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def base_url(self) -> str:
        """The `base_url` of a `telegram.Bot`."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """The `base_file_url` of a `telegram.Bot`."""
        return f"{self.url}/file/bot"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self.updates.close()
        self._server.shutdown()
        self._server.server_close()
        if self._server.mistakes:
            raise AssertionError("the stand-in itself failed") from self._server.mistakes[0]

    def calls(self, method: str = "") -> list[Call]:
        """The calls that came in, also those that failed; of one method or of all."""
        with self.changed:
            return [call for call in self.log if not method or call.method.lower() == method.lower()]

    def tunnel(self, public: str, local: str) -> None:
        """Let pushes to addresses that begin with `public` arrive at `local`, as a proxy before the house would."""
        self.updates.tunnels[public] = local

    def _call_of_webhook(self, body: dict[str, Any]) -> None:
        call = Call(body["method"], {key: value for key, value in body.items() if key != "method"}, self.now())
        self.log.append(call)
        try:
            self.methods(call)
        except ApiError:
            return  # "it's not possible to know that such a request was successful"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # head and body are two packets: the second would wait 40 ms
            wbufsize = -1

            def do_GET(self) -> None:  # the name that http.server asks for
                self.do_POST()

            def do_POST(self) -> None:  # the name that http.server asks for
                length = int(self.headers["Content-Length"] or 0)
                if length > LARGEST_BODY:
                    self.close_connection = True
                    self._say(413, ApiError(413, "Request Entity Too Large").body)
                    return
                body = self.rfile.read(length)
                parts = urlsplit(self.path)
                path = unquote(parts.path)
                if path.startswith("/file/bot"):
                    self._download(path.removeprefix("/file/bot"))
                    return
                token, _, method = path.removeprefix("/bot").partition("/")
                if refusal := _refusal_of(token, stand_in.token) if path.startswith("/bot") else _not_found():
                    self._say(refusal.status, refusal.body)
                    return
                try:
                    arguments, uploads = _arguments(self.headers["Content-Type"] or "", body, parts.query)
                except ValueError:
                    self._say(400, ApiError(400, "Bad Request: can't parse the request").body)
                    return
                call = Call(method, arguments, stand_in.now(), uploads)
                stand_in.log.append(call)
                self._answer(call)

            def _answer(self, call: Call) -> None:
                fault = stand_in.faults.take(call.method, call.number("chat_id") or None)
                if fault and not self._goes_on(fault):
                    return
                try:
                    answer = stand_in.methods(call)
                    status, body = 200, _body(answer)
                except ApiError as error:
                    status, body = error.status, error.body
                if fault and fault.kind in (FaultKind.UNANSWERED, FaultKind.SLOW):
                    stand_in._closing.wait(fault.seconds)
                if fault and fault.kind in (FaultKind.UNANSWERED, FaultKind.CUT):
                    self.close_connection = True
                    return
                data = json.dumps(body).encode()
                self._say(status, data[: len(data) // 2] if fault and fault.kind is FaultKind.GARBLED else data)

            def _goes_on(self, fault: Fault) -> bool:
                """Whether the call is processed."""
                if fault.kind is FaultKind.REFUSED and fault.error is not None:
                    self._say(fault.error.status, fault.error.body)
                    return False
                if fault.kind is FaultKind.BROKEN:
                    reason = self.responses.get(fault.status, ("Error", ""))[0]
                    self._say(fault.status, PAGE.format(status=fault.status, reason=reason).encode(), "text/html")
                    return False
                if fault.kind in (FaultKind.RESET, FaultKind.HANGING):
                    stand_in._closing.wait(fault.seconds if fault.kind is FaultKind.HANGING else 0)
                    self.close_connection = True
                    return False
                return True

            def _download(self, path: str) -> None:
                token, _, name = path.partition("/")
                fault = stand_in.faults.take("file", None)
                if fault and not self._goes_on(fault):
                    return
                with stand_in.changed:
                    file = next((file for file in stand_in.files.values() if file.path == name), None)
                    is_open = (
                        token == stand_in.token
                        and file is not None
                        and file.path_expires > stand_in.now()
                        and not (stand_in.link_fetches and file.fetches >= stand_in.link_fetches)
                    )
                    if file is not None:
                        file.fetches += 1
                if file is None or not is_open:
                    self._say(404, ApiError(404, "Not Found").body)
                    return
                data = file.content()
                if fault and fault.kind is FaultKind.CUT:
                    self.send_response(200)
                    self.send_header("Content-Length", str(len(data)))
                    self.end_headers()
                    self.wfile.write(data[: len(data) // 2])
                    self.close_connection = True
                    return
                if fault:
                    stand_in._closing.wait(fault.seconds if fault.kind is not FaultKind.GARBLED else 0)
                self._say(200, data, "application/octet-stream")

            def _say(self, status: int, body: dict[str, Any] | bytes, kind: str = "application/json") -> None:
                data = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def version_string(self) -> str:
                return "nginx/1.18.0"

            def log_message(self, *_: object) -> None:
                pass

        return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self.mistakes: list[BaseException] = []

    def handle_error(self, *_: object) -> None:
        error = sys.exc_info()[1]
        if error is not None and not isinstance(error, OSError):  # OSError: the bot went away
            self.mistakes.append(error)


def _not_found() -> ApiError:
    return ApiError(404, "Not Found")


def _refusal_of(token: str, own: str) -> ApiError | None:
    if token == own:
        return None
    return ApiError(401, "Unauthorized") if re.fullmatch(r"\d+:[\w-]+", token) else _not_found()


def _body(answer: Answer) -> dict[str, Any]:
    body: dict[str, Any] = {"ok": True, "result": answer.result}
    return body | ({"description": answer.description} if answer.description else {})


def _arguments(kind: str, body: bytes, query: str) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Arguments and files of a request, in any of the four ways of section "Making requests"."""
    arguments: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True))
    if kind.startswith("application/x-www-form-urlencoded"):
        arguments |= parse_qsl(body.decode(), keep_blank_values=True)
    elif kind.startswith("application/json") and body:
        arguments |= json.loads(body)
    elif match := re.match(r'multipart/form-data;.*boundary="?([^";]+)"?', kind):
        return _parts(body, match[1].encode(), arguments)
    return arguments, {}


def _parts(body: bytes, boundary: bytes, arguments: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Upload]]:
    uploads = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:-1]:
        head, _, data = part.partition(b"\r\n\r\n")
        lines = head.decode("utf-8", "replace")
        name = re.search(r'\bname="([^"]*)"', lines)
        file_name = re.search(r'\bfilename="([^"]*)"', lines)
        mime = re.search(r"(?im)^content-type: *(\S+)", lines)
        if name and file_name:
            uploads[name[1]] = Upload(file_name[1], mime[1] if mime else "application/octet-stream", data)
        elif name:
            arguments[name[1]] = data.decode()
    return arguments, uploads
