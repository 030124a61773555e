"""The execution manager with the notebooks and the runs of the folder that JupyterLab was opened on."""

from pathlib import Path
from typing import Any

from tenor.runs.jobs.manager import TenorExecutionManager


class OfCheckout(TenorExecutionManager):
    def __init__(self, job_id: str, root_dir: str, db_url: str, staging_paths: dict[str, str], **others: Any) -> None:
        super().__init__(job_id, root_dir, db_url, staging_paths, **others)
        self.notebooks, self.out = Path(root_dir) / "notebooks", Path(root_dir) / "runs"
