// A stance in its article, and the form that corrects it.

function articleView(host, { about, correct, takeBack }) {
  let from = null;
  let who = about().who;

  function close() {
    host.replaceChildren();
    host.hidden = true;
    if (from && from.isConnected) from.focus();
  }

  function piece({ text, classes, side, title }) {
    if (!classes.length) return text;
    const named = side ? [sideClass(side, about().sides)] : [];
    const name = classes.includes("here") ? "mark" : "span";
    return el(name, { class: [...classes, ...named].join(" "), title: title || null }, text);
  }

  function show(told) {
    if (!host.contains(document.activeElement)) from = document.activeElement;
    const heading = el("h4", { tabindex: "-1" }, el("bdi", {}, told.title));
    host.hidden = false;
    host.replaceChildren(el("div", {},
      el("div", { class: "bar-of-panel" }, heading, button("Close", close)),
      el("p", { class: "soft" }, told.where, told.url ? [", ", link(told.url)] : null),
      el("p", {}, el("strong", {}, el("bdi", {}, told.speaker)), ` (${told.side}${told.role ? `, ${told.role}` : ""}), ${told.kind}; speaker found: ${told.resolution}. `, told.scored),
      told.why ? el("p", { class: "bad" }, told.why) : null,
      el("div", { class: "text", dir: "auto", tabindex: "0", role: "region", "aria-label": "The article" }, told.pieces.map(piece)),
      el("p", { class: "key" }, "This stance stands between lines; ", el("span", { class: "source" }, "source"), ", ", el("span", { class: "cue" }, "cue"), ", words that made the score: ",
        el("span", { class: "words up" }, "conciliatory"), " ", el("span", { class: "words down" }, "confrontational"), "."),
      form(told)));
    host.querySelector(".here")?.scrollIntoView({ block: "nearest" });
    heading.focus({ preventScroll: true });
    host.scrollIntoView({ block: "nearest" });
  }

  function form(told) {
    if (!about().corrections) return el("p", { class: "soft" }, "There is no file beside this corpus in which a correction could be kept.");
    const speaker = el("input", { type: "text", value: told.speaker, list: about().speakerList, maxlength: "200" });
    const side = el("select", {}, about().sides.map((each) => el("option", { value: each, selected: each === told.side }, each)));
    const topics = el("input", { type: "text", value: told.topics.join("; "), "aria-describedby": freshId("hint") });
    const known = el("p", { class: "soft hint", id: topics.getAttribute("aria-describedby") }, `Known topics: ${about().all_topics.join("; ")}`);
    const polarity = el("input", { type: "number", min: "-1", max: "1", step: "0.1", value: told.polarity === null ? "" : told.polarity.toFixed(2) });
    const rejected = el("input", { type: "checkbox", id: freshId("control") });
    const by = el("input", { type: "text", value: who, required: true, maxlength: "100" });
    const why = el("input", { type: "text", maxlength: "500" });
    const save = () => {
      who = by.value;
      const changes = { who: by.value, why: why.value, rejected: rejected.checked };
      if (speaker.value !== told.speaker) changes.speaker = speaker.value;
      if (side.value !== told.side) changes.side = side.value;
      if (topics.value !== told.topics.join("; ")) changes.topics = topics.value.split(";").map((each) => each.trim()).filter(Boolean);
      if (polarity.value !== "" && Number(polarity.value).toFixed(2) !== (told.polarity ?? NaN).toFixed(2)) changes.polarity = Number(polarity.value);
      correct(told.stance_id, changes);
    };
    return el("details", { class: "correct", open: told.corrections.length > 0 },
      el("summary", {}, "Correct this stance"),
      el("form", { onsubmit: (event) => { event.preventDefault(); save(); } },
        el("div", { class: "fields" },
          labelled("Speaker", speaker), labelled("Side", side), labelled("Topics, with ; between them", topics),
          labelled("Polarity, from \u22121 to 1", polarity), labelled("Who corrects", by), labelled("Why (if you like)", why)),
        known,
        el("p", {}, rejected, " ", el("label", { for: rejected.id }, "This is no stance: reject it")),
        el("p", {}, el("button", { type: "submit" }, "Keep the correction"), " ", el("span", { class: "soft" }, `in ${about().corrections}; later runs apply it`))),
      told.corrections.length ? el("ul", {}, told.corrections.map((each) => made(each, takeBack))) : null);
  }

  return { show, close };
}

// A correction that was made, with a button that takes it back.
function made(each, takeBack) {
  return el("li", {}, el("bdi", {}, each.told), " ",
    button("Take back", () => takeBack(each.stance_id, each.who), { "aria-label": `Take back: ${each.told}` }));
}

function link(url) {
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, "as published");
}
