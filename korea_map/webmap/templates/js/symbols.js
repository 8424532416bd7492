/* Marks of points as Leaflet draws them: any shape, where it has circles alone. */
"use strict";

koreaMap.define("symbols", [], () => {
  const Mark = L.CircleMarker.extend({
    _updatePath() {
      const { x, y } = this._point;
      this._renderer._setPath(this, this._empty() ? "M0 0" : `M${x} ${y}${this.options.path}`);
    },
  });

  /** A picture of a symbol of SVG path data, in a box of 20 pixels with its centre in the middle. */
  function icon(path) {
    const [svg, shape] = ["svg", "path"].map((tag) =>
      document.createElementNS("http://www.w3.org/2000/svg", tag));
    svg.setAttribute("viewBox", "-10 -10 20 20");
    shape.setAttribute("d", `M0 0${path}`);
    svg.append(shape);
    return svg;
  }

  return {
    icon,
    /** A mark at [lat, lon] whose `path` is SVG path data relative to it. */
    mark: (centre, options) => new Mark(centre, { radius: 8, ...options }),
  };
});
