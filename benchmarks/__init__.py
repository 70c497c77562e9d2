"""Measurements, run by hand. Each keeps a library's sums on one core, as the workers of a build do."""

import os

for library in ("OMP", "OPENBLAS"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")
