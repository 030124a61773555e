// Elements, made from names and text: nothing here reads text as HTML.

const SVG = "http://www.w3.org/2000/svg";
const MINUS = "\u2212";

function el(name, given = {}, ...children) {
  return filled(document.createElement(name), given, children);
}

function svg(name, given = {}, ...children) {
  return filled(document.createElementNS(SVG, name), given, children);
}

function filled(node, given, children) {
  for (const [key, value] of Object.entries(given)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

let lastId = 0;

function freshId(stem) {
  lastId += 1;
  return `tenor-${stem}-${lastId}`;
}

// A control with its label above it.
function labelled(text, control) {
  control.id = control.id || freshId("control");
  return el("div", { class: "field" }, el("label", { for: control.id }, text), control);
}

function button(text, onclick, given = {}) {
  return el("button", { type: "button", onclick, ...given }, text);
}

function signed(number) {
  if (number === null) return "\u2013";
  const written = Math.abs(number).toFixed(2);
  if (written === "0.00") return written;
  return (number < 0 ? MINUS : "+") + written;
}

// The class by which the style sheet knows a side, by its place among the sides.
function sideClass(side, sides) {
  const place = sides.indexOf(side);
  return place === 0 || place === 1 ? `side-${place + 1}` : "side-other";
}

function days(iso) {
  return Date.parse(`${iso}T00:00:00Z`) / 86400000;
}

function isoOf(day) {
  return new Date(day * 86400000).toISOString().slice(0, 10);
}

// Calls `draw` with the width that `node` has, now and whenever it changes.
function whenWide(node, draw) {
  const watch = new ResizeObserver(() => draw(node.clientWidth));
  watch.observe(node);
  return watch;
}

// Round values between two ends, at most `most` of them.
function ticks(low, high, most) {
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough);
  const found = [];
  for (let at = Math.ceil(low / step - 1e-9) * step; at <= high + 1e-9; at += step) found.push(Math.abs(at) < 1e-9 ? 0 : at);
  return found;
}

// The first days of months or years between two days, few enough to be written side by side, each with its name.
function monthTicks(first, last, most) {
  const start = new Date(first * 86400000);
  const months = (last - first) / 30.4;
  const step = [1, 2, 3, 6, 12, 24, 60].find((each) => months / each <= most) || 120;
  const found = [];
  for (let n = start.getUTCFullYear() * 12 + Math.ceil(start.getUTCMonth() / step) * step; ; n += step) {
    const day = Date.UTC(Math.floor(n / 12), n % 12, 1) / 86400000;
    if (day > last) return found;
    const named = new Date(day * 86400000).toLocaleDateString("en-GB", { month: "short", timeZone: "UTC" });
    if (day >= first) found.push([day, n % 12 && found.length ? named : `${named} ${Math.floor(n / 12)}`]);
  }
}
