"""Texts and keyboards as Telegram reads them: lengths, entities, HTML, what it refuses."""

import html
import json
import re
from typing import Any

from tests.stand_ins.telegram_faults import ApiError

__all__ = ["checked_markup", "entities_of", "formatted", "split_as_clients_do", "units"]

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_PAYLOAD = 64  # bytes
MOST_BUTTONS = 100

PATTERNS = (
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])")),
    ("url", re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")),
    ("email", re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+\w")),
    ("mention", re.compile(r"(?<![\w@.])@\w{4,32}")),
    ("phone_number", re.compile(r"\+\d[\d ]{7,16}\d")),
)
TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-spoiler": "spoiler",
    "blockquote": "blockquote",
}
ACTIONS = [
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
]


def units(text: str) -> int:
    """The length in UTF-16 code units, as offsets of entities are counted."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split_as_clients_do(text: str) -> list[str]:
    """A citizen's long text, as their application sends it: in pieces of at most 4096 units."""
    pieces, piece, length = [], "", 0
    for letter in text:
        size = units(letter)
        if length + size > LONGEST_TEXT:
            pieces.append(piece)
            piece, length = "", 0
        piece, length = piece + letter, length + size
    return [*pieces, piece]


def entities_of(text: str) -> list[dict[str, Any]]:
    """Commands, links, addresses, names and telephone numbers in a text."""
    found: list[dict[str, Any]] = []
    taken: list[tuple[int, int]] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            if all(match.end() <= start or end <= match.start() for start, end in taken):
                taken.append(match.span())
                offset = units(text[: match.start()])
                found.append({"type": kind, "offset": offset, "length": units(match.group())})
    return sorted(found, key=lambda entity: entity["offset"])


def formatted(text: str, parse_mode: str, entities: list[dict[str, Any]] | None) -> tuple[str, list[dict[str, Any]]]:
    """The text as people see it, and its entities. Raises: `ApiError` 400 if it cannot be parsed."""
    found = list(entities or [])
    if parse_mode:
        if parse_mode.lower() != "html":
            raise ApiError(400, "Bad Request: the stand-in reads no parse_mode but HTML")
        text, found = _from_html(text)
    text = text.rstrip() if found else text.strip()
    plain = [entity for entity in entities_of(text) if entity["type"] != "phone_number"]
    covered = [(entity["offset"], entity["offset"] + entity["length"]) for entity in found]
    found += [
        entity
        for entity in plain
        if all(entity["offset"] + entity["length"] <= start or end <= entity["offset"] for start, end in covered)
    ]
    return text, sorted(found, key=lambda entity: entity["offset"])


def checked_markup(markup: object) -> dict[str, Any] | None:
    """A `reply_markup` as it was sent. Raises: `ApiError` 400 for what Telegram refuses."""
    if markup in (None, "", {}):
        return None
    if isinstance(markup, str):
        try:
            markup = json.loads(markup)
        except ValueError as error:
            raise ApiError(400, "Bad Request: can't parse reply keyboard markup JSON object") from error
    if not isinstance(markup, dict):
        raise ApiError(400, "Bad Request: object expected as reply markup")
    for name in ("inline_keyboard", "keyboard"):
        rows = markup.get(name)
        if rows is None:
            continue
        if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
            raise ApiError(400, f'Bad Request: field "{name}" of the type Array of Arrays is expected')
        buttons = [button for row in rows for button in row]
        if len(buttons) > MOST_BUTTONS:
            raise ApiError(400, "Bad Request: reply markup is too long")
        for button in buttons:
            _check_button(button, is_inline=name == "inline_keyboard")
    return markup


def _check_button(button: object, *, is_inline: bool) -> None:
    if not is_inline and isinstance(button, str):
        return
    if not isinstance(button, dict) or not isinstance(button.get("text"), str) or not button["text"]:
        kind = "inline keyboard button" if is_inline else "keyboard button"
        raise ApiError(400, f'Bad Request: can\'t parse {kind}: Field "text" must be of type String')
    if not is_inline:
        return
    actions = [name for name in ACTIONS if name in button]
    if not actions:
        reason = "Text buttons are unallowed in the inline keyboard"
        raise ApiError(400, f"Bad Request: can't parse inline keyboard button: {reason}")
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= LONGEST_PAYLOAD:
        raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
    if "url" in button and not re.match(r"(https?|tg|ton)://\S+$|tel:", str(button["url"])):
        raise ApiError(400, f"Bad Request: inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")


def _from_html(text: str) -> tuple[str, list[dict[str, Any]]]:
    shown, entities, opened = "", [], []
    for part in re.split(r"(<[^<>]*>)", text):
        if not part.startswith("<"):
            if "<" in part or ">" in part:
                raise _unparsed(f"Unexpected character at byte offset {len(shown.encode())}")
            shown += html.unescape(part)
            continue
        name = part.strip("</>").split(" ")[0].lower()
        if name not in TAGS:
            raise _unparsed(f'Unsupported start tag "{name}" at byte offset {text.encode().find(part.encode())}')
        if not part.startswith("</"):
            opened.append((name, units(shown), part))
            continue
        if not opened or opened[-1][0] != name:
            raise _unparsed(f"Unmatched end tag at byte offset {text.encode().find(part.encode())}")
        _name, offset, start = opened.pop()
        entity: dict[str, Any] = {"type": TAGS[name], "offset": offset, "length": units(shown) - offset}
        link = re.search(r'href="([^"]*)"', start)
        if entity["length"] and (name != "a" or link):
            entities.append(entity | ({"url": html.unescape(link[1])} if link else {}))
    if opened:
        raise _unparsed(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    return shown, entities


def _unparsed(reason: str) -> ApiError:
    return ApiError(400, f"Bad Request: can't parse entities: {reason}")
