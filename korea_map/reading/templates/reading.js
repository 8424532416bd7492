// The map is moved and brought to what is chosen; without this the links alone lead both ways.
"use strict";
{
  const FINEST = 60;
  const COARSEST = 3;
  const STEP = 1.5;
  const DRAGGED_PX = 4;
  const LETTER_PX = 13;
  const GAP_PX = 9;
  const DOT_PX = 11;
  const FOREMOST = 8; // whose names may lie on points of lesser places
  const BOLD = 1.12; // times as wide as other letters
  const WIDE = "(min-width: 34rem)";

  const svg = document.querySelector(".map svg");
  const group = svg.querySelector(".points");
  const points = [...group.querySelectorAll(".point")].reverse();
  const first = svg.viewBox.baseVal;
  const all = { x: first.x, y: first.y, width: first.width, height: first.height };
  let size = { width: 1, height: 1 };
  let view = null;
  let moved = false;
  let named = 0;

  const whole = () => Math.max(all.width / size.width, all.height / size.height);

  function fit() {
    view = { x: all.x + all.width / 2, y: all.y + all.height / 2, unit: whole() };
  }

  function draw() {
    const wide = size.width * view.unit;
    const high = size.height * view.unit;
    svg.setAttribute("viewBox", [view.x - wide / 2, view.y - high / 2, wide, high].join(" "));
    if (named !== view.unit) {
      named = view.unit;
      group.setAttribute("font-size", LETTER_PX * view.unit);
      nameThem();
    }
  }

  // Left, top, right and bottom of a name on each side of its point.
  function around(x, y, wide) {
    const half = wide / 2;
    const up = LETTER_PX / 2;
    return {
      right: [x + GAP_PX, y - up, x + GAP_PX + wide, y + up],
      left: [x - GAP_PX - wide, y - up, x - GAP_PX, y + up],
      above: [x - half, y - GAP_PX - LETTER_PX, x + half, y - GAP_PX],
      below: [x - half, y + GAP_PX, x + half, y + GAP_PX + LETTER_PX],
    };
  }

  const lies = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  const holds = (a, b) => a[0] <= b[0] && a[1] <= b[1] && b[2] <= a[2] && b[3] <= a[3];

  // A name lies on no other name, and on no point but of a lesser place; what is chosen comes
  // first, then the order of the page.
  function nameThem() {
    const on = points.find((point) => point.classList.contains("on"));
    const order = on ? [on, ...points.filter((point) => point !== on)] : points;
    const at = order.map((point) => {
      const text = point.querySelector("text");
      const x = Number(text.getAttribute("x")) / view.unit;
      const y = Number(text.getAttribute("y")) / view.unit;
      const wide = Number(text.dataset.wide) * LETTER_PX * (point === on ? BOLD : 1);
      return { text, x, y, wide };
    });
    const half = DOT_PX / 2;
    const dots = at.map(({ x, y }) => [x - half, y - half, x + half, y + half]);
    const [left, top] = [view.x / view.unit - size.width / 2, view.y / view.unit - size.height / 2];
    const seen = [left, top, left + size.width, top + size.height];
    // no name goes under the buttons
    const corner = svg.getBoundingClientRect();
    const taken = [...document.querySelectorAll(".zoom button")].map((button) => {
      const box = button.getBoundingClientRect();
      const [dx, dy] = [left - corner.left, top - corner.top];
      return [box.left + dx, box.top + dy, box.right + dx, box.bottom + dy];
    });
    at.forEach(({ text, x, y, wide }, number) => {
      const before = number < FOREMOST ? dots.slice(0, number) : dots;
      const clear = (box) => ![taken, before].some((all) => all.some((one) => lies(box, one)));
      const covered = (box) => dots.filter((dot) => lies(box, dot)).length;
      const cut = (box) => lies(dots[number], seen) && !holds(seen, box);
      const [best] = Object.entries(around(x, y, wide))
        .filter(([, box]) => clear(box) && !cut(box))
        .map(([side, box]) => ({ side, box, over: covered(box) }))
        .sort((a, b) => a.over - b.over);
      text.setAttribute("class", best?.side ?? "off");
      if (best) {
        taken.push(best.box);
      }
    });
    lift(on);
  }

  // What lies at (left, top) of the map stays there.
  function zoom(factor, left = size.width / 2, top = size.height / 2) {
    const unit = Math.min(Math.max(view.unit / factor, whole() / FINEST), whole() * COARSEST);
    view.x += (left - size.width / 2) * (view.unit - unit);
    view.y += (top - size.height / 2) * (view.unit - unit);
    view.unit = unit;
    moved = true;
    draw();
  }

  function measure() {
    const box = svg.getBoundingClientRect();
    if (box.width && box.height) {
      size = { width: box.width, height: box.height };
      if (!moved) {
        fit();
      }
      draw();
    }
  }

  function bring(point) {
    const text = point.querySelector("text");
    const x = Number(text.getAttribute("x"));
    const y = Number(text.getAttribute("y"));
    const away = Math.max(
      Math.abs(x - view.x) / (size.width * view.unit),
      Math.abs(y - view.y) / (size.height * view.unit),
    );
    if (away > 0.4) {
      view.x = x;
      view.y = y;
      moved = true;
      draw();
    }
  }

  const byId = (id) => document.getElementById(id);
  const namesOf = (anchor) => [...document.querySelectorAll(`a.name[href="#at-${anchor}"]`)];
  let chosen = "";
  let at = -1;

  function mark(kind, elements) {
    for (const old of document.querySelectorAll(`.${kind}`)) {
      old.classList.remove(kind);
    }
    for (const one of elements) {
      one.classList.add(kind);
    }
  }

  // Draws a point once more above all others, for the eye alone.
  function lift(point) {
    group.querySelector(".copy")?.remove();
    if (point) {
      const copy = point.cloneNode(true);
      for (const name of ["id", "href", "aria-label"]) {
        copy.removeAttribute(name);
      }
      copy.setAttribute("aria-hidden", "true");
      copy.classList.add("copy");
      group.append(copy);
    }
  }

  // Shows a place everywhere, and one of its names, by its number among them.
  function choose(anchor, number) {
    const names = namesOf(anchor);
    const point = byId(`at-${anchor}`);
    const card = byId(`place-${anchor}`);
    if (!point || !card) {
      return;
    }
    chosen = anchor;
    at = number;
    mark("on", [point, card, ...names]);
    mark("now", number >= 0 && names[number] ? [names[number]] : []);
    bring(point);
    nameThem();
    if (matchMedia(WIDE).matches) {
      card.scrollIntoView({ block: "nearest" });
      return;
    }
    // there the card lies over the text
    const name = names[number];
    if (name && name.getBoundingClientRect().bottom > card.getBoundingClientRect().top) {
      name.scrollIntoView({ block: "center" });
    }
  }

  function goTo(anchor, number) {
    choose(anchor, number);
    const name = namesOf(anchor)[number];
    if (name) {
      name.scrollIntoView({ block: "center" });
      name.focus({ preventScroll: true });
    }
  }

  function close() {
    chosen = "";
    mark("on", []);
    mark("now", []);
    nameThem();
  }

  function remember(hash) {
    try {
      history.replaceState(null, "", hash);
    } catch {
      // a page in a frame may not
    }
  }

  function follow(hash) {
    const [, kind, rest] = /^#(at-|place-|m)(.+)$/.exec(hash) ?? [];
    if (kind === "m") {
      const name = byId(`m${rest}`);
      const anchor = name?.getAttribute("href").slice("#at-".length);
      if (anchor !== undefined) {
        goTo(anchor, namesOf(anchor).indexOf(name));
      }
      return anchor !== undefined;
    }
    if (kind && byId(`at-${rest}`)) {
      choose(rest, -1);
      return true;
    }
    return false;
  }

  // Where points lie close together the nearest is meant, whichever is drawn above.
  function nearest(event, link) {
    const box = svg.getBoundingClientRect();
    const x = view.x + (event.clientX - box.x - size.width / 2) * view.unit;
    const y = view.y + (event.clientY - box.y - size.height / 2) * view.unit;
    const away = (point) => {
      const text = point.querySelector("text");
      return Math.hypot(Number(text.getAttribute("x")) - x, Number(text.getAttribute("y")) - y);
    };
    const byMouse = event.detail > 0;
    return byMouse ? points.reduce((a, b) => (away(b) < away(a) ? b : a), link) : link;
  }

  let dragged = false;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const hash = link?.getAttribute("href");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    if (link.classList.contains("point")) {
      event.preventDefault();
      if (!dragged) {
        const place = nearest(event, link).getAttribute("href");
        const anchor = place.slice("#place-".length);
        goTo(anchor, anchor === chosen ? (at + 1) % namesOf(anchor).length : 0);
        remember(place);
      }
    } else if (link.classList.contains("name")) {
      event.preventDefault();
      const anchor = hash.slice("#at-".length);
      choose(anchor, namesOf(anchor).indexOf(link));
      remember(hash);
    } else if (follow(hash)) {
      event.preventDefault();
      remember(hash);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      close();
    }
  });
  addEventListener("hashchange", () => follow(location.hash));

  const fingers = new Map();
  svg.addEventListener("pointerdown", (event) => {
    if (!fingers.size) {
      dragged = false;
    }
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY, far: 0 });
  });
  addEventListener("pointermove", (event) => {
    const finger = fingers.get(event.pointerId);
    if (!finger) {
      return;
    }
    const others = [...fingers.entries()].filter(([id]) => id !== event.pointerId);
    const dx = event.clientX - finger.x;
    const dy = event.clientY - finger.y;
    finger.far += Math.abs(dx) + Math.abs(dy);
    if (finger.far < DRAGGED_PX) {
      return;
    }
    dragged = true;
    if (others.length) {
      const other = others[0][1];
      const box = svg.getBoundingClientRect();
      const before = Math.hypot(finger.x - other.x, finger.y - other.y);
      const now = Math.hypot(event.clientX - other.x, event.clientY - other.y);
      if (before && now) {
        zoom(now / before, other.x - box.x, other.y - box.y);
      }
    } else {
      view.x -= dx * view.unit;
      view.y -= dy * view.unit;
      moved = true;
      draw();
    }
    finger.x = event.clientX;
    finger.y = event.clientY;
  });
  for (const kind of ["pointerup", "pointercancel"]) {
    addEventListener(kind, (event) => {
      if (fingers.delete(event.pointerId) && dragged) {
        nameThem(); // at the edge there is room now
      }
    });
  }
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const box = svg.getBoundingClientRect();
      zoom(event.deltaY < 0 ? STEP : 1 / STEP, event.clientX - box.x, event.clientY - box.y);
    },
    { passive: false },
  );
  document.querySelector(".zoom").addEventListener("click", (event) => {
    const kind = event.target.dataset.zoom;
    if (kind === "all") {
      moved = false;
      fit();
      draw();
    } else if (kind) {
      zoom(kind === "in" ? STEP : 1 / STEP);
    }
  });

  document.documentElement.classList.add("js");
  document.querySelector(".zoom").hidden = false;
  new ResizeObserver(measure).observe(svg);
  measure();
  follow(location.hash);
}
