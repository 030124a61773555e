"""Notebooks as jobs of jupyter-scheduler, executed as `tenor run` executes them; docs/schedule.md says how."""
