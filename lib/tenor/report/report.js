"use strict";
// Filters and sorts the table of all stances, and opens a stance in its article. It takes words from the page, writes
// them back as text only, asks for nothing and keeps nothing. What it needs stands hidden in the page, so that nothing
// dead is shown where scripts are off.
{
  const FIRST = 100; // rows in the page before a reader asks for more: what keeps a long table quick
  const INTO = "td a[href^='#']"; // the links of tables into articles
  const collator = new Intl.Collator("en", { numeric: true });
  const section = document.getElementById("stances");
  const table = section.querySelector("table");
  const back = document.createElement("p");
  let came; // the link that a reader followed into an article
  let rowOf = () => undefined; // gives the link of the table's row that leads to a hash

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
  const written = (number) => number.toLocaleString("en");
  const button = (words, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.append(...words);
    made.addEventListener("click", act);
    return made;
  };

  // ---- The table

  const value = (cell) => {
    if (cell.classList.contains("missing")) return null;
    const exact = cell.querySelector("time, data");
    if (exact) return exact.dateTime ?? Number(exact.value);
    return plain((cell.querySelector("bdi") ?? cell).textContent); // a note of ours may follow an article's words
  };

  const tone = (polarity) => ["negative", "zero", "positive"][Math.sign(polarity) + 1];

  // What a row has to pass for each control, by the control's name.
  const passes = {
    words: (row, wanted) => wanted.split(/\s+/).every((word) => row.words.includes(word)),
    side: (row, wanted) => row.side === wanted,
    kind: (row, wanted) => row.kind === wanted,
    topic: (row, wanted) => row.topics !== null && row.topics.split(", ").includes(wanted),
    speaker: (row, wanted) => (row.speaker ?? "unattributed").includes(wanted),
    since: (row, wanted) => row.date !== null && row.date >= wanted,
    until: (row, wanted) => row.date !== null && row.date <= wanted,
    polarity: (row, wanted) => (row.polarity === null ? "not assessed" : tone(row.polarity)) === wanted,
  };

  const tend = () => {
    const form = section.querySelector("form");
    const [count, cut, told] = ["count", "cut", "told"].map((name) => document.getElementById(`stances-${name}`));
    const heads = [...table.tHead.rows[0].cells];
    const body = table.tBodies[0];
    let most = FIRST;

    const read = (element) => {
      const row = { element, words: plain(element.textContent) };
      heads.forEach((head, place) => (row[head.dataset.column] = value(element.cells[place])));
      return row;
    };
    const rows = Array.from(body.rows, read);
    let found = rows;

    const draw = () => {
      body.replaceChildren(...found.slice(0, most).map((row) => row.element));
      count.textContent = `${written(found.length)} of ${written(rows.length)} stances`;
      cut.hidden = found.length <= most;
      cut.firstChild.data = `The first ${written(most)} are shown. `;
    };
    const filter = () => {
      const set = Array.from(form.elements).filter((control) => control.name && control.value.trim());
      const wanted = set.map((control) => [passes[control.name], plain(control.value)]);
      found = rows.filter((row) => wanted.every(([pass, value]) => pass(row, value)));
      told.textContent = set.map((control) => `${control.labels[0].textContent}: ${control.value}`).join("; ");
      most = FIRST;
      draw();
    };
    const more = () => {
      most *= 5;
      draw();
    };
    cut.append(" ", button(["Show more"], more));

    // Sorting keeps the order of what is equal; what is missing stays last, whichever way.
    const sort = (head) => {
      const sign = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      const name = head.dataset.column;
      const compare = (a, b) => sign * (typeof a === "number" ? a - b : collator.compare(a, b));
      rows.sort(({ [name]: a }, { [name]: b }) =>
        a === null || b === null ? Number(a === null) - Number(b === null) : compare(a, b)
      );
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
      filter();
    };

    rowOf = (hash) => {
      const links = found.map((row) => row.element.querySelector(INTO));
      const place = links.findIndex((link) => link?.hash === hash);
      while (place >= most) more();
      return links[place];
    };
    for (const head of heads) head.append(button([...head.childNodes], () => sort(head)));
    heads.find((head) => head.dataset.column === "date").setAttribute("aria-sort", "ascending");
    form.addEventListener("input", filter);
    form.addEventListener("reset", () => setTimeout(filter));
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const waiting of section.querySelectorAll(".scripted")) waiting.hidden = false;
    draw();
  };

  // ---- Into an article, and back

  const reveal = (element) => {
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (element.tabIndex < 0) element.tabIndex = -1;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "center" });
  };

  const enter = () => {
    const target = document.getElementById(location.hash.slice(1));
    const paper = target?.closest("details.paper");
    if (!paper) return;
    paper.querySelector("summary").after(back);
    reveal(target);
  };

  back.className = "back";
  back.append(
    button(["Back to the table"], () => {
      reveal((came?.isConnected && came) || rowOf(location.hash) || section.querySelector("[tabindex]"));
    })
  );
  if (table) tend();
  document.addEventListener("click", (event) => {
    const link = event.target.closest(INTO);
    came = link ?? came;
    if (link?.hash === location.hash) enter(); // the address stays, so that nothing else tells of it
  });
  addEventListener("hashchange", enter);
  enter();
}
