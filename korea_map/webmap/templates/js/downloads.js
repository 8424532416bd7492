/* Data out of the file itself: what is drawn, as GeoJSON and as a table. */
"use strict";

koreaMap.define("downloads", ["citations", "clipboard", "dom", "geodesic", "i18n"], (
  citations, clipboard, dom, geodesic, i18n,
) => {
  function round(value) {
    return Math.round(value * 1e6) / 1e6;
  }

  function properties(point, plan) {
    return {
      id: point.id, plan: point.plan, list: point.list, date: plan.date,
      territory: point.territory, position: point.position, toponym: point.toponym,
      title: point.title, hangul: point.hangul, hanja: point.hanja, reading: point.reading,
      certainty: point.certainty, evidence: citations.plain(point.evidence), citation: citations.plain(point.citation),
      rivals: rivals(point), location_tolerance_km: point.tolerance_km,
      geo_source: point.geo_source, geo_id: point.geo_id,
    };
  }

  function rivals(point) {
    return point.rivals.map((rival) => rival.id).join("|");
  }

  /** Zones (or points, where a list has no radius) as a GeoJSON FeatureCollection (RFC 7946). */
  function geojson(data, { metres, stated }) {
    const features = data.points.map((point) => {
      const plan = data.plan[point.plan];
      const base = { type: "Feature", id: point.id };
      if (point.lat === null) return { ...base, properties: properties(point, plan), geometry: null };
      if (plan.readings === null) {
        const geometry = { type: "Point", coordinates: [round(point.lon), round(point.lat)] };
        return { ...base, properties: properties(point, plan), geometry };
      }
      const radius = metres[plan.id];
      const ring = geodesic.circle(point.lat, point.lon, radius, 360)
        .map(([lat, lon]) => [round(lon), round(lat)]);
      return {
        ...base,
        properties: {
          ...properties(point, plan), radius_m: round(radius),
          radius_document_m: round(stated[plan.id]), lat: point.lat, lon: point.lon,
        },
        geometry: { type: "Polygon", coordinates: [[...ring, ring[0]]] },
      };
    });
    const { license, credit: citation } = data;
    return JSON.stringify({ type: "FeatureCollection", license, citation, features }, null, 1);
  }

  function cell(value) {
    const text = value === null || value === undefined ? "" : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  /** Points of a list that have a number but no name. */
  function unnamed(data) {
    return data.plans.flatMap((plan) => Object.values(plan.lists).flatMap((list) =>
      Array.from({ length: Math.max(0, list.claimed - list.listed) }, (nothing, index) => ({
        plan: plan.id, list: list.id, position: list.listed + index + 1, rivals: [],
        territory: list.territory,
        evidence: [i18n.text(`plan.${plan.id}.unnamed`)], citation: plan.citation,
      }))));
  }

  /**
   * The table of points as CSV, with a mark by which spreadsheets know UTF-8. The radius in
   * metres is the one that is drawn, the other the document's own.
   */
  function csv(data, { metres }) {
    const names = [
      "id", "plan", "list", "date", "territory", "position", "toponym", "title", "hangul",
      "hanja", "reading", "lat", "lon", "location_tolerance_km", "geo_source", "geo_id",
      "certainty", "evidence", "rivals", "radius_m", "radius_document", "unit", "citation",
    ];
    const rows = [...data.points, ...unnamed(data)].map((point) => {
      const plan = data.plan[point.plan];
      const radius = plan.readings === null ? null : round(metres[plan.id]);
      const values = {
        ...point, date: plan.date, rivals: rivals(point),
        evidence: citations.plain(point.evidence), citation: citations.plain(point.citation),
        location_tolerance_km: point.tolerance_km, radius_m: radius,
        radius_document: plan.radius, unit: plan.unit,
      };
      return names.map((name) => cell(values[name])).join(",");
    });
    return `\ufeff${[names.join(","), ...rows].join("\n")}\n`;
  }

  function offer(text, type, file, status, copyArea) {
    const url = URL.createObjectURL(new Blob([text], { type }));
    const link = dom.element("a", { href: url, download: file });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
    status.textContent = i18n.text("sources.downloads.done", { file });
    copyArea.value = text;
    copyArea.hidden = false;
  }

  /** Set the buttons to work; `derived` tells the radii in force. */
  function attach({ data, store }) {
    const node = (id) => document.getElementById(id);
    const give = (id, make, type, file) => node(id).addEventListener("click", () => offer(
      make(data, store.derived()), type, file, node("download-status"), node("download-text")));
    give("download-geojson", geojson, "application/geo+json", "korea_map.geojson");
    give("download-csv", csv, "text/csv", "korea_map.csv");
    const embed = node("copy-embed");
    embed.addEventListener("click", () => clipboard.copy(node("embed-code"), embed));
  }

  return { attach, csv, geojson };
});
