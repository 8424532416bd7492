/* The points of the page as rows, by the fields that a file of a format has. */
"use strict";

koreaMap.define("records", ["citations", "geodesic"], (citations, geodesic) => {
  const DIGITS = 7;

  function round(value) {
    return value === null ? null : Number(value.toFixed(DIGITS));
  }

  /** Radius of the zone of a plan in metres, as it is drawn; null where it draws points. */
  function radiusOf(plan, { metres }) {
    return plan.readings === null ? null : metres[plan.id];
  }

  /** Every field of a point by the name that the program has for it (exports/fields.csv). */
  function values(point, data, force) {
    const plan = data.plan[point.plan];
    const list = Object.values(plan.lists).find((one) => one.id === point.list);
    const zoned = plan.readings !== null;
    return {
      ...point,
      document: point.document ?? list.document,
      date: plan.date,
      evidence: citations.plain(point.evidence),
      citation: citations.plain(point.citation),
      rivals: point.rivals.map((rival) => rival.id).join("|") || null,
      location_tolerance_km: point.tolerance_km,
      radius_m: point.lat === null ? null : round(radiusOf(plan, force)),
      radius_document_m: zoned ? round(force.stated[plan.id]) : null,
      radius_document: plan.radius,
      unit: plan.unit,
      points_claimed: list.claimed,
    };
  }

  /** [name, field] of each field that a format has; most have one name. */
  function fields(format, data) {
    const [, told] = Object.entries(data.fields)
      .find(([formats]) => formats.split(" ").includes(format));
    return told.split(" ").map((field) => field.split("="));
  }

  /** [name, value] of each field that a format has, of a point. */
  function row(format, point, data, force) {
    const told = values(point, data, force);
    return fields(format, data).map(([name, field = name]) => [name, told[field] ?? null]);
  }

  /**
   * Where a point is, as [lon, lat], and the ring of its zone, anticlockwise and closed; no ring
   * where there is no radius or one of nothing, and no position where the document has none.
   */
  function shape(point, data, force) {
    if (point.lat === null) return { at: null, ring: null };
    const radius = radiusOf(data.plan[point.plan], force);
    const at = [round(point.lon), round(point.lat)];
    if (!radius) return { at, ring: null };
    const ring = geodesic.circle(point.lat, point.lon, radius, 360)
      .map(([lat, lon]) => [round(lon), round(lat)]);
    /* What is smaller than a position is told is no ring. */
    if (new Set(ring.map(String)).size < 3) return { at, ring: null };
    return { at, ring: [...ring, ring[0]] };
  }

  return { fields, row, shape };
});
