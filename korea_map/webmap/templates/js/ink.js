/* Colours and letters of the page as attributes of SVG. */
"use strict";

koreaMap.define("ink", ["dom", "kml"], (dom, kml) => {
  const { shape } = dom;
  const HALO_PX = 3;
  const pen = document.createElement("canvas").getContext("2d");

  const short = (value) => Number(value.toFixed(2));

  /** Give a node a colour; whether it has any that is seen. */
  function paint(node, name, value, more = 1) {
    const [red, green, blue, opacity = 1] = value.match(/[\d.]+/g) ?? [0, 0, 0, 0];
    const whole = opacity * more;
    node.setAttribute(name, whole ? `rgb(${red},${green},${blue})` : "none");
    if (whole && whole < 1) node.setAttribute(`${name}-opacity`, short(whole));
    return whole > 0;
  }

  /** The letters of a text node, line by line as they stand. */
  function lines(node) {
    const range = document.createRange();
    const found = [];
    let at = 0;
    for (const letter of node.data) {
      range.setStart(node, at);
      at += letter.length;
      range.setEnd(node, at);
      const { left, right, top, bottom, width } = range.getBoundingClientRect();
      const line = found.at(-1);
      const gap = /\s/.test(letter);
      if (line && (gap || !width || (Math.abs(top - line.top) < 2 && left > line.left))) {
        line.text += letter;
        if (!gap) line.right = Math.max(line.right, right);
      } else if (width && !gap) found.push({ text: letter, left, right, top, bottom });
    }
    return found;
  }

  /** The letters of a text node of an element, with a halo where they have one; paper begins at a corner. */
  function letters(node, owner, [x, y], into) {
    const style = getComputedStyle(owner);
    const drawn = owner instanceof SVGElement;
    pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = pen.measureText("x");
    for (const { text, left, right, top, bottom } of lines(node)) {
      const shown = kml.legible(style.textTransform === "uppercase" ? text.toUpperCase() : text);
      const made = shape("text", {
        x: short(left - x), y: short(top - y + (bottom - top) * up / (up + down)),
        textLength: short(right - left), lengthAdjust: "spacingAndGlyphs",
        /* What is only a browser's name for a font is nobody else's. */
        "font-family": style.fontFamily.replaceAll('"', "'").replace("system-ui, -apple-system, ", ""),
      }, shown.trim().replaceAll(/\s+/g, " "));
      for (const name of ["font-size", "font-style", "font-weight", "letter-spacing"]) {
        made.setAttribute(name, style.getPropertyValue(name).replace("px", ""));
      }
      const halo = made.cloneNode(true);
      const around = drawn ? style.stroke : /rgb[^)]*/.exec(style.textShadow)?.[0] ?? "none";
      paint(made, "fill", drawn ? style.fill : style.color);
      paint(halo, "fill", around);
      if (paint(halo, "stroke", around)) {
        halo.setAttribute("stroke-width", HALO_PX);
        halo.setAttribute("stroke-linejoin", "round");
        halo.setAttribute("aria-hidden", "true");
        into.append(halo);
      }
      into.append(made);
    }
  }

  return { letters, paint, short };
});
