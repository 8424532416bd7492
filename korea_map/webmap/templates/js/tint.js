/* The ground under all zones of a plan at once: where zones overlap, the tint is no deeper. */
"use strict";

koreaMap.define("tint", [], () => {
  /* A renderer that tells when its zones stand in a new view: its `update` comes before that. */
  const Renderer = L.SVG.extend({
    _updatePaths() {
      L.SVG.prototype._updatePaths.call(this);
      this.fire("drawn");
    },

    _reset() {
      L.SVG.prototype._reset.call(this);
      this.fire("drawn");
    },
  });

  /**
   * The tint of a group {renderer, zones} as one path below the zones: their own outlines, which
   * all run the same way round, so that the ground inside any of them counts once.
   */
  function inSvg({ renderer, zones }, className) {
    let path = null;

    function draw() {
      if (!path && renderer._rootGroup) {
        path = L.SVG.create("path");
        path.setAttribute("class", className);
        renderer._rootGroup.prepend(path);
      }
      const outlines = zones.map((zone) => (zone._map ? zone.getElement().getAttribute("d") : ""));
      path?.setAttribute("d", outlines.join("") || "M0 0");
    }

    renderer.on("drawn", draw);
    return { draw };
  }

  /** The tint as the lowest layer of a canvas, for more zones than SVG can move. */
  function onCanvas(group, options) {
    const rings = () => group.zones.map((zone) => zone.getLatLngs());
    const layer = L.polygon(rings(), {
      ...options, renderer: group.renderer, interactive: false, stroke: false, fillRule: "nonzero",
    });
    group.addLayer(layer);
    return { draw: () => layer.setLatLngs(rings()) };
  }

  return { inSvg, onCanvas, renderer: (options) => new Renderer(options) };
});
