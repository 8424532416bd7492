/* Marks of points as Leaflet draws them: any shape, where it has circles alone. */
"use strict";

koreaMap.define("symbols", ["dom"], (dom) => {
  const Mark = L.CircleMarker.extend({
    _updatePath() {
      const { x, y } = this._point;
      this._renderer._setPath(this, this._empty() ? "M0 0" : `M${x} ${y}${this.options.path}`);
    },
  });

  /** A picture of a symbol of SVG path data, in a box of 20 pixels with its centre in the middle. */
  function icon(path) {
    return dom.shape("svg", { viewBox: "-10 -10 20 20" }, dom.shape("path", { d: `M0 0${path}` }));
  }

  /** The key of a plan: the shape that the page defines once. */
  function key(plan) {
    return dom.shape("svg", { class: "key", viewBox: "-10 -10 20 20", "aria-hidden": "true" },
      dom.shape("use", { href: `#key-${plan}` }));
  }

  return {
    icon, key,
    /** A mark at [lat, lon] whose `path` is SVG path data relative to it. */
    mark: (centre, options) => new Mark(centre, { radius: 8, ...options }),
  };
});
