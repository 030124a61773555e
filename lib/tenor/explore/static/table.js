// The table: a page of stances at a time, sorted by the kernel.

// What each column is sorted by, and how that is called; the words themselves are not sorted.
const COLUMNS = [[["published", "Day"]], [["speaker", "Speaker"], ["side", "Side"]], [["polarity", "Polarity"]], [], [["outlet", "Outlet"]]];

function tableView(host, { sides, sort, turn, open }) {
  const box = el("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": "Stances" });
  const pages = el("div", { class: "pages" });
  host.append(box, pages);

  function head(asked) {
    const by = asked.sort || "published";
    const order = asked.descending ? "descending" : "ascending";
    const cells = COLUMNS.map((names) => {
      if (!names.length) return el("th", { scope: "col" }, "What was said");
      const sorted = names.some(([name]) => name === by) ? order : null;
      return el("th", { scope: "col", "aria-sort": sorted }, names.map(([name, shown]) => {
        const arrow = name === by ? el("span", { "aria-hidden": "true" }, asked.descending ? " \u25bc" : " \u25b2") : null;
        return button([shown, arrow].filter(Boolean), () => sort(name, name === by && !asked.descending));
      }));
    });
    return el("thead", {}, el("tr", {}, cells));
  }

  function line(row) {
    const corrected = row.corrected ? el("span", { class: "corrected" }, `corrected: ${row.corrected}`) : null;
    return el("tr", { "data-stance": row.stance_id },
      el("td", { class: "day" }, row.day || "\u2013"),
      el("td", {}, el("bdi", {}, row.speaker), el("span", { class: `${sideClass(row.side, sides)} who` }, row.side), corrected),
      el("td", { class: "number" }, row.polarity),
      el("td", { class: "said" }, button(el("bdi", {}, row.content), () => open(row.stance_id), { class: "link" })),
      el("td", { class: "soft" }, el("bdi", {}, row.outlet)));
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
