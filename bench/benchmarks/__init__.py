"""Figures on public test sets: `python -m bench.benchmarks`.

Each module has `run(shared)`, which returns its rows, none where its data are not below the folder `shared`. The data
are found in public (`docs/benchmarks.md` says where); none of their text is kept here.
"""
