"""The explorer in a page without JupyterLab: its script, and behind it a session in this process, quick to test."""

import base64
import json
from typing import Any

from playwright.sync_api import Locator, Page

from tenor.explore.session import Session
from tenor.explore.widget import Explorer

_PAGE = """<!doctype html><html lang="en"><title>explorer</title>
<style>body {{ margin: 0 }} {css}</style>
<body {body}><main><h1 style="font-size:12px;color:{ink}">Explorer</h1><div id="out"></div></main>
"""
_START = """
const heard = [];
const model = {
  on: (_, listener) => heard.push(listener),
  off: (_, listener) => heard.splice(heard.indexOf(listener), 1),
  send: async (message) => {
    for (const [told, numbers] of JSON.parse(await window.kernel(message))) {
      const buffers = numbers.map((text) => new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer));
      for (const listener of heard) listener(told, buffers);
    }
  },
};
const module = await import(URL.createObjectURL(new Blob([SCRIPT], { type: "text/javascript" })));
module.default.render({ model, el: document.getElementById("out") });
"""


def show_explorer(page: Page, session: Session, *, dark: bool = False) -> Locator:
    """Show the explorer of `session` in `page`, and give its frame once everything is drawn."""

    def kernel(message: dict[str, Any]) -> str:
        # As text, like a kernel's message: what playwright makes of values takes longer than the answer.
        answers = session.answer(message)
        return json.dumps([(told, [base64.b64encode(part).decode() for part in numbers]) for told, numbers in answers])

    page.expose_function("kernel", kernel)
    body, ink = ('data-jp-theme-light="false" style="background: #111"', "#ddd") if dark else ("", "#222")
    page.set_content(_PAGE.format(css=Explorer._css, body=body, ink=ink))
    page.evaluate("async (script) => { const SCRIPT = script; " + _START + " }", Explorer._esm)
    frame = page.locator(".tenor-explorer")
    page.locator(".tenor-explorer[data-drawn]").wait_for()
    return frame
