"""Processes that tests look at, which may end at any moment."""

import psutil


def command_of(process: psutil.Process) -> str:
    """Give the words that a process was started with, "" where it has ended."""
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""
