/* A part of the page as a drawing for paper: what the browser has laid out, as SVG whose every
   element says by attributes alone how it looks, for readers that know no style sheet. */
"use strict";

koreaMap.define("paper", ["dom", "ink", "kml"], (dom, ink, kml) => {
  const { shape } = dom;
  const { paint, short } = ink;
  /* What is for hands and not for paper. */
  const SKIPPED = [
    ".over, .off-screen, .patterns, .ruler, .leaflet-crowd-pane canvas, [hidden], button, input",
    ".leaflet-control:not(.leaflet-control-scale, .leaflet-control-attribution)",
  ].join();
  const CONTROLS = 1000;
  const REFERRED = ["defs", "clipPath", "pattern", "title", "desc"];
  const FORMS = {
    path: ["d"], polygon: ["points"], polyline: ["points"], circle: ["cx", "cy", "r"],
    ellipse: ["cx", "cy", "rx", "ry"], line: ["x1", "y1", "x2", "y2"], rect: ["x", "y", "width", "height"],
  };
  /** The element of the page that a value such as url("#a") or #a names, if it does. */
  function named(value) {
    return document.getElementById(/^(?:url\("?)?#([^")]+)/.exec(value)?.[1] ?? "");
  }

  function turned(node, matrix) {
    return [...(node.transform?.baseVal ?? [])]
      .reduce((all, turn) => all.multiply(DOMMatrix.fromMatrix(turn.matrix)), matrix);
  }

  /** Draw parts of the page one below the other, with so much free around them; named in words. */
  function draw(parts, margin, title, told) {
    const store = shape("defs");
    const kept = new Map();
    let [x, y] = [0, 0];

    /** Keep what is referred to, once; as an attribute names it. */
    function keep(key, make) {
      if (!kept.has(key)) {
        kept.set(key, `part-${kept.size + 1}`);
        const made = make();
        made.id = kept.get(key);
        store.append(made);
      }
      return `url(#${kept.get(key)})`;
    }

    function boxOf(node) {
      const { left, top, width, height } = node.getBoundingClientRect();
      return { x: short(left - x), y: short(top - y), width: short(width), height: short(height) };
    }

    /** A form without a look, where a matrix puts it. */
    function form(node, { a, b, c, d, e, f }) {
      const made = shape(node.localName, {
        transform: `matrix(${[a, b, c, d, e, f].map((part) => Number(part.toPrecision(7))).join(" ")})`,
      });
      for (const name of FORMS[node.localName]) {
        made.setAttribute(name, node[name]?.baseVal?.value ?? node.getAttribute(name));
      }
      return made;
    }

    /** A hatch without the tint below it: not every reader draws both. */
    function hatch(pattern, tint) {
      const made = pattern.cloneNode();
      for (const part of pattern.children) if (part !== tint) drawing(part, new DOMMatrix(), made);
      return made;
    }

    function leaf(node, style, matrix, into) {
      const made = form(node, matrix);
      const pattern = named(style.fill);
      const tint = pattern?.querySelector("rect");
      if (tint) {
        const below = made.cloneNode();
        paint(below, "fill", getComputedStyle(tint).fill);
        into.append(below);
      }
      if (pattern) made.setAttribute("fill", keep(pattern, () => hatch(pattern, tint)));
      const seen = pattern || paint(made, "fill", style.fill, style.fillOpacity);
      const times = style.vectorEffect === "none" ? 1 : 1 / Math.hypot(matrix.a, matrix.b);
      const edged = paint(made, "stroke", style.stroke, style.strokeOpacity);
      for (const name of ["stroke-width", "stroke-dasharray"]) {
        const value = style.getPropertyValue(name).replaceAll(/([\d.]+)(?:px)?/g, (all, part) => part * times);
        if (edged) made.setAttribute(name, value);
      }
      for (const name of ["fill-rule", "stroke-linecap", "stroke-linejoin"]) {
        made.setAttribute(name, style.getPropertyValue(name));
      }
      if (seen || edged) into.append(made);
    }

    /** A group for what is cut off at an edge or shines through, where there is such. */
    function held(style, cut, into) {
      if (!cut && style.opacity === "1") return into;
      const group = shape("g", { "clip-path": cut, opacity: style.opacity });
      into.append(group);
      return group;
    }

    /** A drawing of the page and all that is in it, or used by it, where a matrix puts it. */
    function drawing(node, around, into) {
      const style = getComputedStyle(node);
      if (REFERRED.includes(node.localName) || style.display === "none") return;
      const matrix = turned(node, around);
      const edge = named(style.clipPath);
      const inner = held(style, edge && keep(node, () => shape("clipPath", {},
        [...edge.children].map((part) => form(part, turned(part, matrix))))), into);
      const target = node.localName === "use" && named(node.getAttribute("href"));
      if (target) drawing(target, matrix.translate(node.x.baseVal.value, node.y.baseVal.value), inner);
      else if (Object.hasOwn(FORMS, node.localName)) leaf(node, style, matrix, inner);
      else for (const child of node.childNodes) {
        if (child.nodeType === Node.TEXT_NODE) ink.letters(child, node, [x, y], inner);
        else if (child instanceof SVGElement) drawing(child, matrix, inner);
      }
    }

    /** Where the user space of a drawing lies on the paper. */
    function laid(svg) {
      const box = boxOf(svg);
      const { x: left, y: top, width, height } = svg.viewBox.baseVal ?? {};
      if (!width) return new DOMMatrix().translate(box.x, box.y);
      let [across, down] = [box.width / width, box.height / height];
      if (svg.getAttribute("preserveAspectRatio") !== "none") across = down = Math.min(across, down);
      return new DOMMatrix().translate(box.x + box.width / 2, box.y + box.height / 2)
        .scale(across, down).translate(-left - width / 2, -top - height / 2);
    }

    /** The ground of a box and its edges. */
    function box(style, at, into) {
      const ground = shape("rect", at);
      if (paint(ground, "fill", style.backgroundColor)) into.append(ground);
      const [right, foot] = [at.x + at.width, at.y + at.height];
      const corners = [[at.x, at.y], [right, at.y], [right, foot], [at.x, foot]];
      ["top", "right", "bottom", "left"].forEach((side, index) => {
        const line = shape("path", { d: `M${corners[index]}L${corners[(index + 1) % 4]}`, fill: "none" });
        const wide = Number.parseFloat(style.getPropertyValue(`border-${side}-width`));
        line.setAttribute("stroke-width", wide);
        if (wide && paint(line, "stroke", style.getPropertyValue(`border-${side}-color`))) into.append(line);
      });
    }

    /** What is on a canvas; nothing of what another site lent to it. */
    function pictureOf(canvas) {
      try {
        return canvas.toDataURL?.() ?? "";
      } catch {
        return "";
      }
    }

    function level(node) {
      if (node.nodeType !== Node.ELEMENT_NODE) return 0;
      if (node.matches(".leaflet-control-container")) return CONTROLS;
      return Number(getComputedStyle(node).zIndex) || 0;
    }

    function walk(node, into) {
      const style = getComputedStyle(node);
      if (node.matches(SKIPPED) || style.display === "none" || style.visibility === "hidden") return;
      const at = boxOf(node);
      const cut = style.overflowX !== "visible";
      const inner = held(style, cut && keep(node, () => shape("clipPath", {}, shape("rect", at))), into);
      box(style, at, inner);
      const href = node.currentSrc ?? pictureOf(node);
      if (href.startsWith("data:")) inner.append(shape("image", { href, ...at }));
      for (const child of [...node.childNodes].sort((one, other) => level(one) - level(other))) {
        if (child.nodeType === Node.TEXT_NODE) ink.letters(child, node, [x, y], inner);
        else if (child.localName === "svg") drawing(child, laid(child), inner);
        else if (child.nodeType === Node.ELEMENT_NODE) walk(child, inner);
      }
    }

    const root = document.documentElement;
    const content = shape("g");
    let [width, foot] = [0, margin];
    root.classList.add("on-paper");
    for (const part of parts) {
      const box = part.getBoundingClientRect();
      [x, y] = [box.left - margin, box.top - foot];
      walk(part, content);
      width = Math.max(width, Math.ceil(box.width) + 2 * margin);
      foot += box.height;
    }
    root.classList.remove("on-paper");
    const height = Math.ceil(foot + margin);
    return shape("svg", {
      xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`,
      role: "img", lang: root.lang,
    }, shape("title", {}, kml.legible(title)), shape("desc", {}, kml.legible(told)), store,
    shape("rect", { width, height, fill: "#fff" }), content);
  }

  return { draw };
});
