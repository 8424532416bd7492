/* Zones on a canvas, for maps with more of them than SVG can move. */
"use strict";

koreaMap.define("hatch", [], () => {
  function tile(colour) {
    const canvas = document.createElement("canvas");
    canvas.width = 8;
    canvas.height = 8;
    const context = canvas.getContext("2d");
    context.strokeStyle = colour;
    context.globalAlpha = 0.45;
    context.lineWidth = 1;
    context.beginPath();
    for (const shift of [-8, 0, 8]) {
      context.moveTo(shift, 8);
      context.lineTo(shift + 8, 0);
    }
    context.stroke();
    return canvas;
  }

  /** Leaflet's canvas renderer, which also fills with a hatch where a layer asks for one. */
  const HatchCanvas = L.Canvas.extend({
    _fillStroke(context, layer) {
      L.Canvas.prototype._fillStroke.call(this, context, layer);
      if (!layer.options.hatch) return;
      this._pattern ??= context.createPattern(tile(layer.options.fillColor), "repeat");
      context.globalAlpha = 1;
      context.fillStyle = this._pattern;
      context.fill("evenodd");
    },
  });

  return { canvas: (options) => new HatchCanvas(options) };
});
