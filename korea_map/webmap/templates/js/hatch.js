/* Zones on a canvas, for maps with more of them than SVG can move. */
"use strict";

koreaMap.define("hatch", [], () => {
  /** A hatch {size, angle, path} on its tint, as a canvas fills with both at once. */
  function pattern(context, { fillColor, fillOpacity, hatch: { size, angle, path } }) {
    const tile = document.createElement("canvas");
    tile.width = size;
    tile.height = size;
    const pen = tile.getContext("2d");
    pen.fillStyle = fillColor;
    pen.globalAlpha = fillOpacity;
    pen.fillRect(0, 0, size, size);
    pen.strokeStyle = fillColor;
    pen.globalAlpha = 0.45;
    pen.lineWidth = 1.4;
    pen.lineCap = "round";
    pen.stroke(new Path2D(path));
    const made = context.createPattern(tile, "repeat");
    made.setTransform(new DOMMatrix().rotate(angle));
    return made;
  }

  /** Leaflet's canvas renderer, which fills with a hatch where a layer asks for one. */
  const HatchCanvas = L.Canvas.extend({
    _fillStroke(context, layer) {
      if (!layer.options.hatch) {
        L.Canvas.prototype._fillStroke.call(this, context, layer);
        return;
      }
      layer._pattern ??= pattern(context, layer.options);
      context.globalAlpha = 1;
      context.fillStyle = layer._pattern;
      context.fill(layer.options.fillRule);
    },
  });

  return { canvas: (options) => new HatchCanvas(options) };
});
