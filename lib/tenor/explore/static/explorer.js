// The explorer: controls and views around one conversation with the kernel. The kernel filters and counts; here is drawn.

const SLOW = 8000;

function explorer({ model, el: root }) {
  const id = `${Date.now()}-${Math.random()}`;
  let told = { sides: [], scorers: [], options: {}, speakers: [], all_topics: [], notes: [], who: "", asked: { asked: {}, picked: {} } };
  let asked = {};
  let picked = {};
  let pickedName = "";
  let number = 0;
  let waiting = false;
  let again = false;
  let began = 0;
  let slow = 0;

  const speakers = el("datalist", { id: freshId("speakers") });
  const parts = Object.fromEntries(["top", "filters", "timeline", "topics", "stances", "table", "kept"].map((name) => [name, el("div", { class: name })]));
  const counted = el("p", { class: "counted", role: "status" });
  const chip = el("p", { class: "chip" });
  const said = el("p", { class: "said", role: "status" });
  const panel = el("section", { class: "panel", "aria-label": "The stance in its article", hidden: true });
  const frame = el("section", { class: "tenor-explorer", "aria-label": "Explorer of stances" },
    speakers, parts.top, parts.filters, el("div", { class: "line-of-counts" }, counted, chip), said,
    el("div", { class: "views" },
      view("timeline", "Timeline", "Mean polarity, with its 95 % band by article. Hollow points rest on few stances; dotted lines are each side's mean over everything."),
      view("topics", "Topics", "Mean polarity by topic and side, and how many stances."),
      view("stances", "Stances", "A dot a stance."),
      view("table", "Table", ""), panel),
    parts.kept);
  root.replaceChildren(frame);

  const about = () => ({ ...told, speakerList: speakers.id });
  const send = (message) => { model.send({ ...message, by: id }); watchKernel(); };
  const filters = filtersView(parts.filters, { about, changed: (given) => { asked = given; unpick(); change(); } });
  let views = null;
  const article = articleView(panel, {
    about,
    correct: (stance_id, changes) => send({ do: "correct", stance_id, changes }),
    takeBack,
  });

  function takeBack(stance_id, who) {
    send({ do: "take back", stance_id, who });
  }

  function view(name, title, note) {
    const code = el("pre", { hidden: true, tabindex: "0", "aria-label": `Code of ${title.toLowerCase()}` });
    const toggle = button("Code", () => {
      code.hidden = !code.hidden;
      toggle.setAttribute("aria-expanded", `${!code.hidden}`);
      if (!code.hidden) send({ do: "code", view: name });
    }, { "aria-expanded": "false", "aria-label": `Code of ${title.toLowerCase()}` });
    parts[`${name}-code`] = code;
    return el("section", { class: `view of-${name}`, "aria-label": title },
      el("div", { class: "bar-of-view" }, el("h4", {}, title), toggle), note ? el("p", { class: "soft" }, note) : null, code, parts[name]);
  }

  // One question at a time: what is asked meanwhile is asked when the answer is there.
  function ask() {
    if (waiting) { again = true; return; }
    waiting = true;
    number += 1;
    send({ do: "ask", number, asked, picked });
  }

  function change() {
    began = performance.now();
    ask();
  }

  function pick(given, named) {
    const same = JSON.stringify(given) === JSON.stringify(picked);
    picked = same ? {} : given;
    pickedName = same ? "" : named;
    asked = { ...asked, page: 0 };
    showPicked();
    change();
  }

  function unpick() {
    picked = {};
    pickedName = "";
    showPicked();
  }

  function showPicked() {
    chip.replaceChildren(...(pickedName ? [`Picked: ${pickedName} `, button("Unpick", () => pick(picked, ""))] : []));
    views?.timeline.picked(picked);
    views?.topics.picked(picked);
  }

  function watchKernel() {
    clearTimeout(slow);
    slow = setTimeout(() => say("The kernel does not answer. If it was stopped, run the cell again.", true), SLOW);
  }

  function say(words, bad = false) {
    said.textContent = words;
    said.classList.toggle("bad", bad);
  }

  const heard = {
    about(message) {
      told = message;
      asked = { ...message.asked.asked };
      picked = { ...message.asked.picked };
      speakers.replaceChildren(...told.speakers.map((name) => el("option", { value: name })));
      drawTop();
      filters.draw(told);
      const given = { sides: told.sides, pick, open: (place) => send({ do: "open", place }) };
      if (!views) {
        views = {
          timeline: timelineView(parts.timeline, given),
          topics: topicsView(parts.topics, given),
          stances: stancesView(parts.stances, given),
          table: tableView(parts.table, {
            sides: told.sides,
            sort: (by, descending) => { asked = { ...asked, sort: by, descending, page: 0 }; change(); },
            turn: (page) => { asked = { ...asked, page }; change(); },
            open: (stance_id) => send({ do: "open", stance_id }),
          }),
        };
      }
      showPicked();
    },
    stances(message, buffers) {
      if (message.by !== id) follow(message.asked);
      counted.textContent = message.counted;
      if (message.table) views.table.show(message.table, message.asked.asked);
      if (!message.dots) return;
      const numbers = buffers.map((each) => new Float32Array(each.buffer.slice(each.byteOffset, each.byteOffset + each.byteLength)));
      views.stances.show(message.dots, numbers);
    },
    means(message) {
      if (message.timeline) views.timeline.show(message.timeline);
      if (message.topics) views.topics.show(message.topics);
      frame.dataset.drawn = `${message.number ?? 0}`;
      if (message.by !== id || message.number !== number) return;
      frame.dataset.took = `${Math.round(performance.now() - began)}`;
      answered();
    },
    opened(message) { article.show(message.stance); },
    closed() { article.close(); },
    code(message) { parts[`${message.view}-code`].textContent = message.code; },
    said(message) {
      say(message.words, message.bad);
      if (message.number === number) answered();
    },
  };

  function drawTop() {
    const choose = el("select", { onchange: (event) => { article.close(); views = null; resetParts(); send({ do: "choose", look_at: event.target.value }); } },
      [...new Set([told.name, ...told.choices])].map((name) => el("option", { value: name, selected: name === told.name }, name)));
    parts.top.replaceChildren(
      labelled("Run or corpus", choose),
      el("div", { class: "of-run" }, el("strong", {}, told.title),
        told.verdict ? el("p", {}, "Verdict of the whole run: ", told.verdict, " A part that you filter has no verdict of its own.") : null,
        told.notes.map((note) => el("p", { class: "bad" }, note))));
    parts.kept.replaceChildren(told.made?.length
      ? el("details", {}, el("summary", {}, `Corrections: ${told.made.length}`), el("ul", {}, told.made.map((each) => made(each, takeBack))))
      : "");
  }

  function resetParts() {
    for (const name of ["timeline", "topics", "stances", "table"]) parts[name].replaceChildren();
  }

  function answered() {
    waiting = false;
    if (again) { again = false; ask(); }
  }

  // The same explorer may be shown twice: what was asked in the other place, or in a cell, is shown here too.
  function follow(given) {
    asked = { ...given.asked };
    picked = { ...given.picked };
    pickedName = Object.keys(picked).length ? "elsewhere" : "";
    filters.draw({ ...told, asked: given });
    showPicked();
  }

  function hear(message, buffers) {
    clearTimeout(slow);
    if (["opened", "closed", "code", "said"].includes(message.kind) && message.by !== id) return;
    heard[message.kind]?.(message, buffers ?? []);
  }

  model.on("msg:custom", hear);
  send({ do: "hello" });
  return () => {
    model.off("msg:custom", hear);
    clearTimeout(slow);
    for (const each of Object.values(views ?? {})) each.stop();
  };
}

export default { render: explorer };
