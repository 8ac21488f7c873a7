"""Support vector machines, one an intent against all others, fitted on every core.

Apart from the classifier, because the processes that fit import only this.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

__all__ = ["fit_machines"]

TOLERANCE = 0.4
"""Finer ones take longer and change no answer on the development set."""

SHARES = 4

Weights = tuple[NDArray[np.float64], NDArray[np.float64]]


def fit_machines(rows: csr_matrix, labels: Sequence[str], names: Sequence[str], c: float) -> Weights:
    """Weights of shape (names, features) and biases; the same for the same rows, however many cores there are.

    Processes, since liblinear's random numbers are one sequence for all threads of a process; and as many shares of the
    names on every machine, since that sequence goes on from one name to the next.
    """
    rows = rows.astype(np.float64)
    shares = np.array_split(names, min(SHARES, len(names)))
    fitted = Parallel(n_jobs=min(os.cpu_count() or 1, len(shares)))(
        delayed(_fit)(rows, np.where(np.isin(labels, share), labels, ""), len(share), c) for share in shares
    )
    weights, biases = zip(*fitted, strict=True)
    return np.vstack(weights), np.hstack(biases)


def _fit(rows: csr_matrix, labels: NDArray[np.str_], size: int, c: float) -> Weights:
    """The machines of a share; the others' examples have no name, so that rows are copied for a share, not a name."""
    machine = LinearSVC(C=c, tol=TOLERANCE, random_state=0).fit(rows, labels)
    # No name comes first; of two classes scikit-learn keeps the second only.
    return machine.coef_[-size:], machine.intercept_[-size:]
