"""What operators watch: counts and times, never a person's text, name or id."""

from prometheus_client import Counter, Gauge, Histogram

__all__ = ["FORGED", "PARKED", "RECEIVED", "REFUSED", "SENT", "TURNS", "TURN_SECONDS", "UNDELIVERED"]

RECEIVED = Counter("dialog_messages_received_total", "Messages of citizens that were stored.", ["channel"])
REFUSED = Counter("dialog_messages_refused_total", "Messages of citizens that were refused, by status.", ["status"])
SENT = Counter("dialog_sends_total", "Messages given to a platform, by what became of them.", ["channel", "result"])
FORGED = Counter(
    "dialog_forged_updates_total", "Updates with a wrong signature or secret; none was stored.", ["channel"]
)
UNDELIVERED = Gauge(
    "dialog_undelivered_messages", "Messages that no platform has yet, by how they stand at this moment.", ["delivery"]
)
PARKED = Gauge("dialog_parked_updates", "Updates of platforms that nothing could read, at this moment.")
TURNS = Counter("dialog_turns_total", "Turns of the bot: answered, or postponed since the engine failed.", ["result"])
TURN_SECONDS = Histogram(
    "dialog_turn_seconds",
    "Seconds from taking a message until its answer is stored.",
    buckets=(0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
)
