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

  return { inSvg, renderer: (options) => new Renderer(options) };
});
