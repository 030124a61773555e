"""Runs: typed parameters, run folders, the stages, and the chain of notebooks through papermill."""
