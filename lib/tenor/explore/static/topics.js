// The topic grid: a bar for each topic and side, from nothing to its mean polarity; a bar is a button.

function topicsView(host, { sides, pick }) {
  let told = { rows: [] };
  let picked = {};
  const box = el("div", { class: "topics" });
  host.append(box);

  function draw() {
    const focused = box.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    box.replaceChildren(told.rows.length ? grid() : el("p", { class: "empty" }, "No stance is left."));
    if (focused) box.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  function grid() {
    const means = told.rows.flatMap((row) => row.cells.map((cell) => Math.abs(cell.polarity || 0)));
    const most = Math.max(0.2, ...means);
    return el("ul", {}, told.rows.map((row) => el("li", {},
      el("span", { class: "topic" }, row.named),
      row.cells.map((cell) => bar(row, cell, most)))));
  }

  function bar(row, cell, most) {
    const isPicked = (picked.topics || [])[0] === row.topic && (picked.sides || [])[0] === cell.side && picked.topics.length === 1;
    const wide = cell.polarity === null ? 0 : (Math.abs(cell.polarity) / most) * 50;
    const left = cell.polarity !== null && cell.polarity < 0 ? 50 - wide : 50;
    return el("button", {
      type: "button", class: `bar ${sideClass(cell.side, sides)}${cell.few ? " few" : ""}`, title: cell.label,
      "aria-label": cell.label, "aria-pressed": `${isPicked}`, "data-key": `${cell.side} ${row.topic}`,
      onclick: () => pick({ sides: [cell.side], topics: [row.topic] }, cell.named),
    },
    el("span", { class: "who" }, cell.side),
    el("span", { class: "track" }, el("span", { class: "fill", style: `left:${left}%;width:${wide}%` })),
    el("span", { class: "number" }, cell.shown),
    el("span", { class: "count" }, `${cell.n}`));
  }

  return {
    show(given) { told = given; draw(); },
    picked(given) { picked = given; draw(); },
    stop() {},
  };
}
