/* The zones or points of a plan as one layer of a canvas, where there are more than SVG can move.
   A geodesic circle is an ellipse on a map of Mercator, to a hundredth of a pixel. */
"use strict";

koreaMap.define("crowdlayer", ["geodesic", "symbols"], (geodesic, symbols) => {
  const VERTICES = 60;
  /* Above so many in sight no dash is seen, and drawing them takes long. */
  const DASHED_AT_MOST = 1000;
  const DASHES = { "less-certain": [7, 5], uncertain: [1.5, 5] };
  /* The whole world at zoom 0, in pixels; and a symbol of 20 pixels as the map has it. */
  const WORLD = 256;
  const SYMBOL = { scale: 1.3, reach: 13 };

  function across(lon) {
    return (lon + 180) * WORLD / 360;
  }

  function down(lat) {
    return WORLD / 2 - Math.asinh(Math.tan(lat * Math.PI / 180)) * WORLD / (2 * Math.PI);
  }

  function colour(plan) {
    return getComputedStyle(document.documentElement).getPropertyValue(`--plan-${plan}`).trim();
  }

  const Layer = L.Path.extend({
    initialize(points, plan, options) {
      L.setOptions(this, { ...options, fill: true, stroke: false, fillRule: "nonzero", hatch: plan.hatch });
      Object.assign(this, { points, plan, metres: 0, rings: [], moving: false });
      this.opacity = Math.max(0.15, Math.sqrt(100 / points.length));
      this.size(plan.built_m ?? 0, false);
    },

    /** Draw the zones with a radius in metres, without the finer parts while it is being moved. */
    size(metres, moving) {
      this.rings = this.points.map(({ lat, lon }) => {
        const [east, north, , south] = metres ? geodesic.circle(lat, lon, metres, 4) : Array(4).fill([lat, lon]);
        const [top, bottom] = [down(north[0]), down(south[0])];
        return {
          x: across(lon), y: (top + bottom) / 2, wide: across(east[1]) - across(lon), high: (bottom - top) / 2,
        };
      });
      Object.assign(this, { metres, moving });
      this.redraw();
    },

    /** The vertices of a zone, [lat, lon], where it is drawn as a form after all. */
    ring({ lat, lon }) { return geodesic.circle(lat, lon, this.metres, VERTICES); },

    /** Where each zone or point lies that reaches into a box of the map: {point, x, y, wide, high}. */
    within({ min, max }) {
      const scale = this._map.getZoomScale(this._map.getZoom(), 0);
      const origin = this._map.getPixelOrigin();
      const seen = [];
      this.rings.forEach((ring, index) => {
        const [x, y] = [ring.x * scale - origin.x, ring.y * scale - origin.y];
        const least = this.plan.readings === null ? SYMBOL.reach : 0;
        const [wide, high] = [Math.max(least, ring.wide * scale), Math.max(least, ring.high * scale)];
        if (x + wide < min.x || x - wide > max.x || y + high < min.y || y - high > max.y) return;
        seen.push({ point: this.points[index], x, y, wide, high });
      });
      return seen;
    },

    /** The point at whose centre a place of the map is nearest, of those that it is within. */
    find(place) {
      let best = { off: 1, point: null };
      for (const { point, x, y, wide, high } of this.within({ min: place, max: place })) {
        const off = ((place.x - x) / wide) ** 2 + ((place.y - y) / high) ** 2;
        if (off <= best.off) best = { off, point };
      }
      return best.point;
    },

    _containsPoint(place) { return this.find(place) !== null; },

    _project() {},

    _update() {},

    _updatePath() {
      const pen = this._renderer._ctx;
      const ink = colour(this.plan.id);
      if (ink !== this.options.fillColor) {
        Object.assign(this.options, { fillColor: ink, fillOpacity: this.plan.tint });
        delete this._pattern;
      }
      Object.assign(pen, { strokeStyle: ink, fillStyle: ink, lineWidth: 1, globalAlpha: 1 });
      const seen = this.within(this._renderer._bounds);
      if (this.plan.readings === null) this.mark(pen, seen);
      else this.circle(pen, seen);
    },

    circle(pen, seen) {
      const ring = ({ x, y, wide, high }) => {
        pen.moveTo(x + wide, y);
        pen.ellipse(x, y, wide, high, 0, 0, 2 * Math.PI);
      };
      pen.beginPath();
      seen.forEach(ring);
      this._renderer._fillStroke(pen, this);
      const plain = this.moving || seen.length > DASHED_AT_MOST;
      pen.globalAlpha = this.opacity;
      for (const one of seen) {
        pen.setLineDash(plain ? [] : DASHES[one.point.certainty] ?? []);
        pen.beginPath();
        ring(one);
        pen.stroke();
      }
    },

    mark(pen, seen) {
      const shape = new Path2D(`M0 0${this.plan.symbol}`);
      pen.setLineDash([]);
      for (const { x, y } of seen) {
        pen.save();
        pen.transform(SYMBOL.scale, 0, 0, SYMBOL.scale, x, y);
        pen.lineWidth = 2;
        if (this.plan.open) pen.stroke(shape);
        else pen.fill(shape);
        pen.restore();
      }
    },

    /** A zone or point as a form of its own, in a colour that may lie on another ground. */
    form(point, options) {
      const ink = `var(--plan-${this.plan.id})`;
      const common = { pane: this.options.pane, interactive: false, color: ink, ...options };
      if (this.plan.readings !== null) return L.polygon(this.ring(point), { fill: false, ...common });
      return symbols.mark([point.lat, point.lon], {
        path: this.plan.symbol, fillColor: ink, fillOpacity: this.plan.open ? 0 : 1, ...common,
      });
    },

    /** All of it as such forms. */
    unrolled(renderer) {
      const forms = this.points.map((point) => this.form(point, this.plan.readings === null ? { renderer } : {
        renderer, weight: 1, opacity: this.opacity, dashArray: DASHES[point.certainty]?.join(" "),
      }));
      if (this.plan.readings === null) return forms;
      return [
        L.polygon(this.points.map((point) => [this.ring(point)]), {
          renderer, pane: this.options.pane, interactive: false, stroke: false, fillRule: "nonzero",
          fillColor: `var(--plan-${this.plan.id})`, fillOpacity: this.plan.tint,
        }),
        ...forms,
      ];
    },
  });

  return { create: (points, plan, options) => new Layer(points, plan, options) };
});
