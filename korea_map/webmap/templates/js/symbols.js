/* Marks of points as Leaflet draws them: any shape, where it has circles alone. */
"use strict";

koreaMap.define("symbols", [], () => {
  const Mark = L.CircleMarker.extend({
    _updatePath() {
      const { x, y } = this._point;
      this._renderer._setPath(this, this._empty() ? "M0 0" : `M${x} ${y}${this.options.path}`);
    },
  });

  /** A mark at [lat, lon] whose `path` is SVG path data relative to it. */
  return { mark: (centre, options) => new Mark(centre, { radius: 8, ...options }) };
});
