"""The report's plots as SVG without scripts; their colours come from the page's style, and so follow light and dark."""

from collections.abc import Iterable, Sequence
from html import escape

from markupsafe import Markup

from bot.operations.evaluation.confidence import Bin, Point
from bot.operations.evaluation.figures import Confusion

__all__ = ["PLOTTED_PAIRS", "heat_map", "reliability", "risk_and_coverage"]

WIDTH, HEIGHT = 360, 260
LEFT, RIGHT, HEAD, FOOT = 56, 20, 16, 40
PLOTTED_PAIRS = 16
CELL, ROW_LABEL, COLUMN_LABEL = 30, 176, 132
CHARACTER = 6.2
"""Pixels of a character, about; no label may cover another."""
LINE = 13


class _Frame:
    """A field with axes, on which shares from `low` to `high` are placed."""

    def __init__(self, across: tuple[float, float], up: tuple[float, float]) -> None:
        self._across, self._up = across, up

    def x(self, value: float) -> float:
        low, high = self._across
        return LEFT + (value - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        low, high = self._up
        return HEIGHT - FOOT - (value - low) / (high - low) * (HEIGHT - FOOT - HEAD)

    def axes(self, across: Iterable[float], up: Iterable[float], words: tuple[str, str]) -> list[str]:
        """Lines and figures of both axes, and what they measure."""
        left, right = self.x(self._across[0]), self.x(self._across[1])
        parts = []
        for value in up:
            y = self.y(value)
            parts.append(f'<line class="grid" x1="{left:.1f}" x2="{right:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>')
            parts.append(_text(left - 5, y + 4, _percent(value), "end"))
        parts += [_text(self.x(value), HEIGHT - FOOT + 15, _percent(value), "middle") for value in across]
        parts.append(_text((left + right) / 2, HEIGHT - 6, words[0], "middle"))
        middle = (HEAD + HEIGHT - FOOT) / 2
        parts.append(f'<g transform="translate(11 {middle:.1f}) rotate(-90)">{_text(0, 0, words[1], "middle")}</g>')
        return parts


def reliability(bins: Sequence[Bin]) -> Markup:
    """How often the model was right where it was so sure; on the dashed line confidence can be taken at its word."""
    frame = _Frame((0, 1), (0, 1))
    ticks = [0, 0.2, 0.4, 0.6, 0.8, 1]
    parts = frame.axes(ticks, ticks, ("how sure the model was", "how often it was right"))
    for it in bins:
        if it.right.value is None:
            continue
        left, right, top = frame.x(it.low) + 1.5, frame.x(it.high) - 1.5, frame.y(it.right.value)
        said = f"{_percent(it.low)} to {_percent(it.high)} sure: {it.right.count} of {it.right.of} right"
        box = f'x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{frame.y(0) - top:.1f}"'
        parts.append(f'<rect class="value soft" {box}><title>{said}</title></rect>')
        parts.append(_text((left + right) / 2, top - 3, _number(it.right.value), "middle"))
    start, end = (f'x{at}="{frame.x(at - 1):.1f}" y{at}="{frame.y(at - 1):.1f}"' for at in (1, 2))
    parts.append(f'<line class="dashed" {start} {end}/>')
    return _svg(WIDTH, HEIGHT, "Reliability: how often the model was right, by how sure it was.", parts)


def risk_and_coverage(points: Sequence[Point], present: Point) -> Markup:
    """How many answers are wrong, by how many messages are answered, along the thresholds."""
    known = [(it, it.answered.value, it.wrong.value) for it in [*points, present]]
    drawn = [(it, answered, wrong) for it, answered, wrong in known if answered is not None and wrong is not None]
    if not drawn:
        return Markup("")
    step = 0.2 if min(answered for _, answered, _ in drawn) < 0.5 else 0.1
    low = int(min(answered for _, answered, _ in drawn) / step + 1e-9) * step
    low = min(low, 1 - step)
    high = max(0.05, *((int(wrong / 0.05 - 1e-9) + 1) * 0.05 for _, _, wrong in drawn))
    frame = _Frame((low, 1), (0, high))
    parts = frame.axes(_ticks(low, 1, step), _ticks(0, high, high / 5), ("messages answered", "of those, wrongly"))
    places = [(frame.x(answered), frame.y(wrong), it) for it, answered, wrong in drawn]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in places[:-1])
    parts.append(f'<polyline class="line" points="{path}"/>')
    taken: list[tuple[float, float, float]] = []
    for x, y, it in reversed(places):
        is_present = it is present
        kind, size = ("present", 6) if is_present else ("point", 3)
        shares = f"{_percent(it.answered.value)} answered, {_percent(it.wrong.value, 1)} of those wrongly"
        said = f"asks back below {it.threshold:.2f}: {shares}"
        parts.append(f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{size}"><title>{said}</title></circle>')
        label = f"now {it.threshold:.2f}" if is_present else f"{it.threshold:.2f}"
        start, foot, width = x - 7 - CHARACTER * len(label), y - 6, CHARACTER * len(label)
        is_free = all(
            abs(foot - other) >= LINE or start >= left + room or left >= start + width for left, other, room in taken
        )
        if start > LEFT and is_free:
            taken.append((start, foot, width))
            parts.append(_text(x - 7, foot, label, "end", kind))
    return _svg(WIDTH, HEIGHT, "Wrong answers by the share of messages that are answered.", parts)


def heat_map(confusions: Sequence[Confusion]) -> Markup:
    """The meanings that were confused most: rows are what was meant, columns what it was taken for."""
    pairs = [it for it in confusions if len(it.messages) > 1][:PLOTTED_PAIRS]
    if not pairs:
        return Markup("")
    rows = list(dict.fromkeys(it.intent for it in pairs))
    columns = list(dict.fromkeys(it.found or "nothing" for it in pairs))
    counts = {(it.intent, it.found or "nothing"): len(it.messages) for it in confusions}
    most = max(counts.values())
    width, height = ROW_LABEL + CELL * len(columns) + 60, COLUMN_LABEL + CELL * len(rows) + 4
    parts = []
    for number, name in enumerate(columns):
        x = ROW_LABEL + CELL * (number + 0.5)
        turned = (
            f'<g transform="translate({x + 4:.1f} {COLUMN_LABEL - 8}) rotate(-60)">{_text(0, 0, name, "start")}</g>'
        )
        parts.append(turned)
    for line, intent in enumerate(rows):
        top = COLUMN_LABEL + CELL * line
        parts.append(_text(ROW_LABEL - 8, top + CELL / 2 + 4, intent, "end"))
        for number, found in enumerate(columns):
            parts += _cell(ROW_LABEL + CELL * number, top, counts.get((intent, found), 0), most, f"{intent} → {found}")
    return _svg(width, height, "What was meant (rows) and what it was taken for (columns).", parts, is_wide=True)


def _cell(left: float, top: float, count: int, most: int, pair: str) -> list[str]:
    box = f'x="{left + 1:.1f}" y="{top + 1:.1f}" width="{CELL - 2}" height="{CELL - 2}" rx="3"'
    parts = [f'<rect class="cell" {box}/>']
    if count:
        # The darkest cells need light figures, and the other way round in the dark.
        heat = 0.25 + 0.75 * count / most
        parts.append(
            f'<rect class="value" {box} fill-opacity="{heat:.2f}"><title>{escape(pair)}: {count}</title></rect>'
        )
        kind = "on-hot" if heat > 0.6 else "on-warm"
        parts.append(_text(left + CELL / 2, top + CELL / 2 + 4, str(count), "middle", kind))
    return parts


def _ticks(low: float, high: float, step: float) -> list[float]:
    return [low + step * number for number in range(round((high - low) / step) + 1)]


def _svg(width: int, height: int, label: str, parts: Iterable[str], *, is_wide: bool = False) -> Markup:
    size = f' style="width:{width}px"' if is_wide else ""
    drawn = "".join(parts)
    return Markup(f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(label)}"{size}>{drawn}</svg>')


def _text(x: float, y: float, words: str, anchor: str, kind: str = "") -> str:
    style = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{style}>{escape(words)}</text>'


def _percent(value: float | None, digits: int = 0) -> str:
    return "–" if value is None else f"{100 * value:.{digits}f} %"


def _number(value: float) -> str:
    return f"{100 * value:.0f}"
