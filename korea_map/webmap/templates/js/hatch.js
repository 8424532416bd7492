/* Zones on a canvas, for maps with more of them than SVG can move. */
"use strict";

koreaMap.define("hatch", [], () => {
  /** A hatch {size, angle, path} in a colour, as a canvas fills with it. */
  function pattern(context, colour, { size, angle, path }) {
    const tile = document.createElement("canvas");
    tile.width = size;
    tile.height = size;
    const pen = tile.getContext("2d");
    pen.strokeStyle = colour;
    pen.globalAlpha = 0.45;
    pen.lineWidth = 1.4;
    pen.lineCap = "round";
    pen.stroke(new Path2D(path));
    const made = context.createPattern(tile, "repeat");
    made.setTransform(new DOMMatrix().rotate(angle));
    return made;
  }

  /** Leaflet's canvas renderer, which also fills with a hatch where a layer asks for one. */
  const HatchCanvas = L.Canvas.extend({
    _fillStroke(context, layer) {
      L.Canvas.prototype._fillStroke.call(this, context, layer);
      const { hatch, fillColor } = layer.options;
      if (!hatch) return;
      layer._pattern ??= pattern(context, fillColor, hatch);
      context.globalAlpha = 1;
      context.fillStyle = layer._pattern;
      context.fill(layer.options.fillRule);
    },
  });

  return { canvas: (options) => new HatchCanvas(options) };
});
