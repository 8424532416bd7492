/* How a town lies to the points of a plan: in which zones, how far from the nearest. */
"use strict";

koreaMap.define("nearness", ["geodesic"], (geodesic) => {
  /**
   * The points of a plan that a town must be told of, the nearest first: {point, km, inside,
   * close}. They are the nearest one, those in whose zone of so many metres it lies as
   * drawn, and those from whose edge it is no farther than the point may lie from where it is
   * drawn: there it is too `close` to tell. A plan without zones has no `metres`.
   */
  function of(town, points, metres = NaN) {
    const reach = metres / 1000;
    return points.filter(({ lat }) => lat !== null).map((point) => {
      const km = geodesic.distance(town.lat, town.lon, point.lat, point.lon) / 1000;
      return {
        point, km, inside: km <= reach,
        close: Math.abs(km - reach) <= (point.tolerance_km ?? 0),
      };
    }).sort((a, b) => a.km - b.km)
      .filter(({ inside, close }, index) => index === 0 || inside || close);
  }

  return { of };
});
