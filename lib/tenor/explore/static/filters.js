// The filters: every control has its label, and what is chosen is one plain object.

function filtersView(host, { about, changed }) {
  let asked = {};
  let controls = {};

  function set(name, value) {
    const empty = value === "" || (Array.isArray(value) && !value.length);
    asked = { ...asked, page: 0, [name]: value };
    if (empty) delete asked[name];
    changed(asked);
  }

  function draw(told) {
    asked = { ...told.asked.asked };
    const text = (name, given) => el("input", { type: "text", value: asked[name] || "", oninput: (event) => set(name, event.target.value), ...given });
    const date = (name) => el("input", {
      type: "date", value: asked[name] || "", min: told.first || null, max: told.last || null,
      onchange: (event) => set(name, event.target.value),
    });
    controls = {
      words: text("words", { type: "search", placeholder: "chips \"export controls\"" }),
      speaker: text("speaker", { list: about().speakerList }),
      since: date("since"), until: date("until"),
      scorer: el("select", { onchange: (event) => set("scorer", event.target.value) },
        told.scorers.map((each) => el("option", { value: each, selected: each === (asked.scorer || "") }, each))),
      over: el("select", { onchange: (event) => set("over", event.target.value) },
        ["auto", "day", "week", "month", "quarter"].map((each) => el("option", { value: each, selected: each === (asked.over || "auto") }, each))),
    };
    host.replaceChildren(
      el("div", { class: "fields" },
        labelled("Words said", controls.words), labelled("Speaker", controls.speaker),
        labelled("From", controls.since), labelled("To", controls.until),
        labelled("Scorer", controls.scorer), labelled("Timeline by", controls.over)),
      el("div", { class: "choices" },
        choices("Side", "sides"), choices("Topic", "topics"), choices("Kind", "kinds"), choices("Outlet", "outlets"),
        button("Clear the filters", clear)));
  }

  // A list of check boxes that opens: nothing checked is the same as everything.
  function choices(named, name) {
    const options = about().options[name];
    const boxes = options.map((option) => {
      const box = el("input", { type: "checkbox", id: freshId("choice"), value: option.value, onchange: collect });
      box.checked = !(asked[name] || []).length || asked[name].includes(option.value);
      return [box, option];
    });
    const summary = el("summary", {}, title());
    function collect() {
      const chosen = boxes.filter(([box]) => box.checked).map(([box]) => box.value);
      set(name, chosen.length === boxes.length ? [] : chosen);
      summary.textContent = title();
    }
    function all(on) {
      for (const [box] of boxes) box.checked = on;
      collect();
    }
    function title() {
      const on = boxes.filter(([box]) => box.checked).length;
      if (on === boxes.length || on === 0) return `${named}: all`;
      return `${named}: ${on === 1 ? boxes.find(([box]) => box.checked)[1].named : `${on} of ${boxes.length}`}`;
    }
    return el("details", { class: "choice" }, summary,
      el("fieldset", {}, el("legend", { class: "unseen" }, named),
        el("p", {}, button("All", () => all(true), { "aria-label": `${named}: all` }), " ", button("None", () => all(false), { "aria-label": `${named}: none` })),
        boxes.map(([box, option]) => el("div", {}, box, " ", el("label", { for: box.id }, `${option.named} (${option.n.toLocaleString("en")})`)))));
  }

  function clear() {
    asked = asked.scorer ? { scorer: asked.scorer } : {};
    draw({ ...about(), asked: { asked } });
    controls.words.focus();
    changed(asked);
  }

  return { draw };
}
