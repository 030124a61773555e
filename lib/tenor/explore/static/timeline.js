// The timeline: a line and a band a side; a point is a button that picks the stances behind it.

const PLOT = { left: 44, right: 74, top: 10, bottom: 24, height: 230 };

function timelineView(host, { sides, pick }) {
  let told = { points: [], why: "", means: {} };
  let picked = {};
  let places = [];
  let marks = [];
  const box = el("div", { class: "plot" });
  host.append(box);
  const watch = whenWide(box, () => draw());

  function draw() {
    const focused = box.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    box.replaceChildren(told.points.length ? drawn(box.clientWidth || 600) : el("p", { class: "empty" }, told.why));
    if (focused) box.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  function drawn(width) {
    const scale = scaleOf(told, width);
    [places, marks] = [[], []];
    const root = svg("svg", {
      width, height: PLOT.height, role: "group",
      "aria-label": `Timeline of mean polarity by ${told.over}; the arrow keys go from point to point, Enter picks one`,
    });
    root.append(...axes(scale, width));
    const named = [];
    for (const side of [...sides].reverse()) { // the two sides lie above the observers
      const points = told.points.filter((point) => point.side === side);
      if (points.length) root.append(line(side, points, scale, named));
    }
    showPicked();
    const first = (marks.find(([, isPicked]) => isPicked()) || marks[0] || [])[0];
    if (first) first.setAttribute("tabindex", "0");
    root.addEventListener("keydown", (event) => walk(event, root));
    root.addEventListener("click", (event) => nearest(event, root)?.());
    return root;
  }

  // What lies nearest to the pointer is meant, not what was drawn last: points of two sides often overlap.
  function nearest(event, root) {
    const frame = root.getBoundingClientRect();
    const away = ([x, y]) => Math.hypot(frame.left + x - event.clientX, frame.top + y - event.clientY);
    const best = places.reduce((one, other) => (!one || away(other) < away(one) ? other : one), null);
    return best && away(best) <= 14 ? best[2] : null;
  }

  function line(side, points, scale, named) {
    const group = svg("g", { class: sideClass(side, sides) });
    const mean = told.means[side];
    if (mean !== undefined && mean !== null) {
      const y = scale.y(mean);
      group.append(svg("line", { class: "mean", x1: PLOT.left, x2: scale.end, y1: y, y2: y }));
    }
    for (const run of runsOf(points)) {
      const band = run.filter((point) => point.low !== null);
      if (band.length > 1 && sides.indexOf(side) < 2) {
        const edge = [...band.map((p) => [p, p.high]), ...[...band].reverse().map((p) => [p, p.low])];
        group.append(svg("polygon", { class: "band", points: edge.map(([p, v]) => `${scale.x(p)},${scale.y(v)}`).join(" ") }));
      }
      const path = run.map((p) => `${scale.x(p)},${scale.y(p.polarity)}`).join(" ");
      group.append(svg("polyline", { class: "line", points: path }));
    }
    const known = points.filter((point) => point.polarity !== null);
    group.append(...known.map((point) => mark(side, point, scale)));
    if (known.length) group.append(nameAt(side, known[known.length - 1], scale, named));
    return group;
  }

  function mark(side, point, scale) {
    const key = `${side} ${point.bin}`;
    const isPicked = () => picked.since === point.bin && (picked.sides || [])[0] === side;
    const choose = () => pick({ sides: [side], since: point.bin, until: point.last }, point.named);
    const [x, y] = [scale.x(point), scale.y(point.polarity)];
    const group = svg("g", {
      class: `point${point.few ? " few" : ""}`, tabindex: "-1", role: "button", "aria-label": point.label, "data-key": key,
      onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(); } },
    }, svg("title", {}, point.label), svg("circle", { class: "target", cx: x, cy: y, r: 9 }));
    places.push([x, y, choose]);
    marks.push([group, isPicked]);
    group.append(shape(sides.indexOf(side), x, y));
    return group;
  }

  function showPicked() {
    for (const [group, isPicked] of marks) {
      group.classList.toggle("picked", isPicked());
      group.setAttribute("aria-pressed", `${isPicked()}`);
    }
  }

  return {
    show(given) { told = given; draw(); },
    picked(given) { picked = given; showPicked(); },
    stop() { watch.disconnect(); },
  };
}

function shape(place, x, y) {
  if (place === 0) return svg("circle", { class: "dot", cx: x, cy: y, r: 4 });
  if (place === 1) return svg("rect", { class: "dot", x: x - 3.6, y: y - 3.6, width: 7.2, height: 7.2 });
  return svg("path", { class: "dot", d: `M${x} ${y - 5} l5 5 l-5 5 l-5 -5 z` });
}

// The scale is that of the points: the band of a point that rests on few articles may leave the chart, and is cut.
function scaleOf(told, width) {
  const values = [0, ...Object.values(told.means), ...told.points.map((point) => point.polarity)].filter((each) => each !== null);
  const low = Math.max(-1, Math.min(...values) - 0.15);
  const high = Math.min(1, Math.max(...values) + 0.15);
  const first = Math.min(...told.points.map((point) => days(point.bin)));
  const last = Math.max(...told.points.map((point) => days(point.bin)));
  const end = width - PLOT.right;
  const across = Math.max(1, last - first);
  return {
    first, last, low, high, end,
    at: (day) => PLOT.left + 8 + ((day - first) / across) * (end - PLOT.left - 16),
    x(point) { return this.at(days(point.bin)); },
    y: (value) => PLOT.top + ((high - Math.max(low, Math.min(high, value))) / (high - low)) * (PLOT.height - PLOT.top - PLOT.bottom),
  };
}

// Points whose periods follow each other; a period without stances breaks the line.
function runsOf(points) {
  const runs = [];
  let before = null;
  for (const point of points) {
    if (point.polarity === null) { before = null; continue; }
    if (before && days(point.bin) === days(before.last) + 1) runs[runs.length - 1].push(point);
    else runs.push([point]);
    before = point;
  }
  return runs;
}

function axes(scale, width) {
  const bottom = PLOT.height - PLOT.bottom;
  const drawn = [];
  for (const at of ticks(scale.low, scale.high, 5)) {
    const y = scale.y(at);
    drawn.push(svg("line", { class: at === 0 ? "zero" : "grid", x1: PLOT.left, x2: scale.end, y1: y, y2: y }));
    drawn.push(svg("text", { class: "tick", x: PLOT.left - 6, y: y + 4, "text-anchor": "end" }, at === 0 ? "0" : signed(at).replace(/0$/, "")));
  }
  for (const [day, name] of monthTicks(scale.first, scale.last, (scale.end - PLOT.left) / 75)) {
    const x = scale.at(day);
    drawn.push(svg("line", { class: "grid", x1: x, x2: x, y1: bottom, y2: bottom + 4 }));
    drawn.push(svg("text", { class: "tick", x, y: PLOT.height - 6, "text-anchor": "middle" }, name));
  }
  return drawn;
}

function nameAt(side, point, scale, named) {
  let y = scale.y(point.polarity) + 4;
  while (named.some((other) => Math.abs(other - y) < 14)) y += 14;
  named.push(y);
  return svg("text", { class: "name", x: scale.end + 10, y }, side);
}

// Left and right go through a side's points, up and down to the other sides.
function walk(event, root) {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -2, ArrowDown: 2 }[event.key];
  const here = event.target.closest(".point");
  if (!step || !here) return;
  event.preventDefault();
  event.stopPropagation();
  const groups = [...root.querySelectorAll("g")].filter((group) => group.querySelector(":scope > .point"));
  let group = here.parentNode;
  let points = [...group.querySelectorAll(".point")];
  let place = points.indexOf(here) + step;
  if (Math.abs(step) === 2) {
    group = groups[(groups.indexOf(group) + groups.length + step / 2) % groups.length];
    points = [...group.querySelectorAll(".point")];
    place = Math.min(points.length - 1, [...here.parentNode.querySelectorAll(".point")].indexOf(here));
  }
  const next = points[Math.max(0, Math.min(points.length - 1, place))];
  here.setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
}
