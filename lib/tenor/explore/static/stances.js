// A dot a stance, by day and polarity: on a canvas, because there may be a hundred thousand.

const DOTS = { left: 44, right: 16, top: 10, bottom: 24, height: 200, near: 7 };

function stancesView(host, { sides, open }) {
  let told = { n: 0, n_without: 0 };
  let columns = [];
  let order = [];
  let chosen = -1;
  let scale = null;
  const canvas = el("canvas", { tabindex: "0", role: "application", "aria-roledescription": "chart of stances" });
  const said = el("p", { class: "said", "aria-live": "polite" });
  const box = el("div", { class: "plot" }, canvas);
  host.append(box, said);
  const watch = whenWide(box, draw);
  const themes = new MutationObserver(draw);
  themes.observe(document.body, { attributes: true });

  function draw() {
    const width = box.clientWidth || 600;
    const dense = window.devicePixelRatio || 1;
    canvas.width = width * dense;
    canvas.height = DOTS.height * dense;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${DOTS.height}px`;
    const pen = canvas.getContext("2d");
    pen.scale(dense, dense);
    scale = told.n ? scaled(width) : null;
    if (scale) paint(pen, width);
  }

  function scaled(width) {
    const first = days(told.first);
    const across = Math.max(1, days(told.last) - first);
    return {
      first, last: first + across,
      x: (value) => DOTS.left + 8 + ((value - first) / across) * (width - DOTS.left - DOTS.right - 16),
      y: (value) => DOTS.top + ((1 - value) / 2) * (DOTS.height - DOTS.top - DOTS.bottom),
    };
  }

  function paint(pen, width) {
    const style = getComputedStyle(host);
    const color = (name) => style.getPropertyValue(name).trim();
    paintAxes(pen, scale, width, color);
    const [day, polarity, side, , picked] = columns;
    const full = told.n_picked > 5000 ? 0.25 : told.n_picked > 500 ? 0.5 : 0.8;
    const inks = [color("--side-1"), color("--side-2"), color("--side-other")];
    const size = told.n > 5000 ? 3 : 5;
    for (const isPicked of [0, 1]) { // what was not picked is faint, and lies below
      pen.globalAlpha = isPicked ? full : 0.08;
      for (let s = 0; s < inks.length; s += 1) {
        pen.fillStyle = inks[s];
        for (let i = 0; i < told.n; i += 1) {
          if (side[i] === s && picked[i] === isPicked) pen.fillRect(scale.x(day[i]) - size / 2, scale.y(polarity[i]) - size / 2, size, size);
        }
      }
    }
    pen.globalAlpha = 1;
    if (chosen >= 0) {
      pen.strokeStyle = color("--ink");
      pen.lineWidth = 2;
      pen.strokeRect(scale.x(day[chosen]) - 6, scale.y(polarity[chosen]) - 6, 12, 12);
    }
  }

  function near(event) {
    if (!scale) return [];
    const frame = canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - frame.left, event.clientY - frame.top];
    const found = [];
    for (let i = 0; i < told.n; i += 1) {
      if (!columns[4][i]) continue;
      const away = Math.hypot(scale.x(columns[0][i]) - x, scale.y(columns[1][i]) - y);
      if (away <= DOTS.near) found.push([away, i]);
    }
    return found.sort((one, other) => one[0] - other[0]).map(([, i]) => i);
  }

  function choose(i, more = "") {
    chosen = i;
    said.textContent = `${isoOf(columns[0][i])}, ${sides[columns[2][i]]}, polarity ${signed(columns[1][i])}${more}; Enter opens it`;
    draw();
  }

  canvas.addEventListener("click", (event) => {
    const found = near(event);
    if (!found.length) return;
    const next = found[(found.indexOf(chosen) + 1) % found.length];
    choose(next, found.length > 1 ? `, one of ${found.length} at this place: click again for the next` : "");
    open(columns[3][next]);
  });
  canvas.addEventListener("mousemove", (event) => { canvas.style.cursor = near(event).length ? "pointer" : "default"; });
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -told.n, End: told.n }[event.key];
    if (event.key === "Enter" && chosen >= 0) open(columns[3][chosen]);
    else if (step && order.length) {
      const at = chosen < 0 ? (step > 0 ? -1 : order.length) : order.indexOf(chosen);
      choose(order[Math.max(0, Math.min(order.length - 1, at + step))]);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  return {
    show(given, numbers) {
      told = given;
      columns = numbers;
      order = [...Array(told.n).keys()].filter((i) => columns[4][i]).sort((one, other) => columns[0][one] - columns[0][other]);
      chosen = -1;
      const without = told.n_without ? `; ${told.n_without} without a date or a polarity are not drawn` : "";
      canvas.setAttribute("aria-label", `${told.n_picked} stances by day and polarity; the arrow keys go from one to the next, Enter opens one`);
      said.textContent = `${told.n_picked.toLocaleString("en")} dots${without}`;
      draw();
    },
    stop() { watch.disconnect(); themes.disconnect(); },
  };
}

function paintAxes(pen, scale, width, color) {
  pen.font = `11px ${color("--font")}`;
  pen.textAlign = "right";
  for (const at of [-1, -0.5, 0, 0.5, 1]) {
    pen.strokeStyle = color(at === 0 ? "--zero" : "--grid");
    pen.beginPath();
    pen.moveTo(DOTS.left, scale.y(at));
    pen.lineTo(width - DOTS.right, scale.y(at));
    pen.stroke();
    pen.fillStyle = color("--soft");
    pen.fillText(at === 0 ? "0" : signed(at).replace(/0$/, ""), DOTS.left - 6, scale.y(at) + 4);
  }
  pen.textAlign = "center";
  for (const [day, name] of monthTicks(scale.first, scale.last, (width - DOTS.left - DOTS.right) / 75)) pen.fillText(name, scale.x(day), DOTS.height - 6);
}
