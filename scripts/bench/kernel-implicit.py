"""Fits the pairs of a file with the library `implicit` and prints what it took, to stand beside kernel-train.ts.

  kernel-implicit.py pairs.bin CONFIDENCE FACTORS     (int32 users, then int32 movies)
"""
import json
import os
import resource
import sys
import time

# The library's own threads are enough; it warns of those of the linear algebra below it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import scipy.sparse as sp
from implicit.als import AlternatingLeastSquares

RUNS, ITERATIONS, THREADS, REGULARIZATION = 3, 15, 2, 0.01
confidence, factors = float(sys.argv[2]), int(sys.argv[3])
users, movies = np.fromfile(sys.argv[1], np.int32).reshape(2, -1)
seen = sp.csr_matrix((np.ones(len(users), np.float32), (users, movies)))


def loss_of(p, q):
    """The same sum as in kernel-train.ts."""
    loss = ((p.T @ p) * (q.T @ q)).sum() + REGULARIZATION * ((p**2).sum() + (q**2).sum())
    for at in range(0, len(users), 1_000_000):
        some = slice(at, at + 1_000_000)
        s = np.einsum("ij,ij->i", p[users[some]], q[movies[some]])
        loss += (confidence * ((1 - s) ** 2 - 1) - s * s).sum()
    return float(loss)


seconds, cpu, fitted, peak = [], [], [], 0.0
for seed in range(RUNS):
    model = AlternatingLeastSquares(
        factors=factors,
        iterations=ITERATIONS,
        regularization=REGULARIZATION,
        alpha=confidence,
        num_threads=THREADS,
        random_state=seed,
    )
    started, cpu_started = time.perf_counter(), time.process_time()
    model.fit(seen, show_progress=False)
    seconds.append(time.perf_counter() - started)
    cpu.append(time.process_time() - cpu_started)
    fitted.append((model.user_factors, model.item_factors))
    peak = peak or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
losses = [loss_of(np.float64(p), np.float64(q)) for p, q in fitted]
print(
    json.dumps(
        {
            "seconds": float(np.median(seconds)),
            "cpuSeconds": float(np.median(cpu)),
            "loss": max(losses),
            "peakMegabytes": peak,
        }
    )
)
