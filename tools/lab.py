"""JupyterLab on notebooks/start.ipynb: what `make lab` opens, with nothing to set up and nothing that asks.

What follows on the command line goes to JupyterLab: `python tools/lab.py --no-browser --ServerApp.port=9000`.
"""

import os
import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START = "notebooks/start.ipynb"
CONFIG = ROOT / "tools" / "jupyter"
"""Defaults of JupyterLab's settings: no news or new version is asked for, documents are shown, long lines are wrapped.

Only defaults: what a reader has set (a theme, shortcuts, a password) stays where JupyterLab keeps it, and counts.
"""
OPTIONS = {
    # The checkout, so that links lead to docs/ and runs/ too; its files are listed from notebooks/ on.
    "ServerApp.root_dir": ROOT,
    "FileContentsManager.preferred_dir": ROOT / "notebooks",
    # Also the address that is printed, for a machine that has no browser of its own.
    "LabApp.default_url": f"/lab/tree/{START}",
    # In a container root is often the only user there is; who may in is decided by the token.
    "ServerApp.allow_root": True,
    # Tabs of other projects do not come back here, nor these elsewhere.
    "LabApp.workspaces_dir": ROOT / "build" / "lab",
    # The list of extensions is of those installed, and asks no registry for others.
    "LabApp.extension_manager": "readonly",
    # Completion is the kernel's; looking for language servers would start npm wherever there is one.
    "LanguageServerManager.autodetect": False,
    # The address is printed, and what goes wrong; not each file that is sent.
    "Application.log_level": "WARN",
}


def main(arguments: list[str]) -> None:
    """Open JupyterLab and stay until it ends."""
    os.chdir(ROOT)
    others = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join([str(CONFIG), *([others] if others else [])])
    sys.argv = ["jupyter-lab", *(f"--{name}={value}" for name, value in OPTIONS.items()), *arguments]
    runpy.run_module("jupyterlab", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1:])
