"""How well the model understands messages that it never learnt from, as a report for trainers.

`python -m bot evaluate` calls `evaluate`; the tests of the model's floors call `measure`.
"""

from bot.operations.evaluation.command import evaluate
from bot.operations.evaluation.measured import Measured, measure

__all__ = ["Measured", "evaluate", "measure"]
