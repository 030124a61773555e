"""The report: one HTML file with the verdict, its evidence and its doubts, each number leading back to the words."""

from tenor.report.contents import ReportContents, SavedFigure, load_figures
from tenor.report.findings import telling
from tenor.report.marking import Mark, marked, marks_of
from tenor.report.page import report_html

__all__ = ["Mark", "ReportContents", "SavedFigure", "load_figures", "marked", "marks_of", "report_html", "telling"]
