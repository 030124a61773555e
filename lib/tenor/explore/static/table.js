// The table: a page of stances at a time, sorted by the kernel.

const COLUMNS = [["published", "Day"], ["speaker", "Speaker"], ["side", "Side"], ["polarity", "Polarity"], ["outlet", "Outlet"]];

function tableView(host, { sides, sort, turn, open }) {
  const box = el("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": "Stances" });
  const pages = el("div", { class: "pages" });
  host.append(box, pages);

  function head(asked) {
    const by = asked.sort || "published";
    const cells = COLUMNS.map(([name, shown]) => {
      const sorted = by === name ? (asked.descending ? "descending" : "ascending") : null;
      const arrow = sorted ? el("span", { "aria-hidden": "true" }, sorted === "ascending" ? " \u25b2" : " \u25bc") : "";
      return el("th", { scope: "col", "aria-sort": sorted }, button([shown, arrow], () => sort(name, sorted === "ascending")));
    });
    return el("thead", {}, el("tr", {}, cells, el("th", { scope: "col" }, "What was said")));
  }

  function line(row) {
    const corrected = row.corrected ? el("span", { class: "corrected" }, `corrected: ${row.corrected}`) : null;
    return el("tr", { "data-stance": row.stance_id },
      el("td", { class: "day" }, row.day || "\u2013"),
      el("td", {}, el("bdi", {}, row.speaker), corrected),
      el("td", { class: `${sideClass(row.side, sides)} who` }, row.side),
      el("td", { class: "number" }, row.polarity),
      el("td", {}, el("bdi", {}, row.outlet)),
      el("td", { class: "said" }, button(el("bdi", {}, row.content), () => open(row.stance_id), { class: "link" })));
  }

  return {
    show(told, asked) {
      const focused = box.contains(document.activeElement) ? [...box.querySelectorAll("th button")].indexOf(document.activeElement) : -1;
      box.replaceChildren(told.n
        ? el("table", {}, el("caption", { class: "unseen" }, "Stances"), head(asked), el("tbody", {}, told.rows.map(line)))
        : el("p", { class: "empty" }, "No stance passes these filters."));
      if (focused >= 0) box.querySelectorAll("th button")[focused]?.focus();
      pages.replaceChildren(
        button("Previous", () => turn(told.page - 1), { disabled: told.page === 0 }),
        el("span", {}, `Page ${told.page + 1} of ${told.pages.toLocaleString("en")}`),
        button("Next", () => turn(told.page + 1), { disabled: told.page + 1 >= told.pages }));
    },
    stop() {},
  };
}
