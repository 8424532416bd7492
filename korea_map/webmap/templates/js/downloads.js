/* Data out of the file itself; copying where the browser allows it. */
"use strict";

koreaMap.downloads = (() => {
  const i18n = koreaMap.i18n;

  function round(value) {
    return Math.round(value * 1e6) / 1e6;
  }

  function properties(point, plan) {
    return {
      id: point.id, plan: point.plan, list: point.list, document_date: plan.date,
      territory: point.territory, position: point.position, toponym: point.toponym,
      title: point.title, hangul: point.hangul, hanja: point.hanja, reading: point.reading,
      certainty: point.certainty, evidence: point.evidence, citation: point.citation,
      geo_source: point.geo_source, geo_id: point.geo_id,
    };
  }

  /** Zones (or points, where a list has no radius) as a GeoJSON FeatureCollection (RFC 7946). */
  function geojson(data, metres) {
    const features = data.points.map((point) => {
      const plan = data.plan[point.plan];
      const base = { type: "Feature", id: point.id };
      if (point.lat === null) return { ...base, properties: properties(point, plan), geometry: null };
      if (plan.radius_m === null) {
        const geometry = { type: "Point", coordinates: [round(point.lon), round(point.lat)] };
        return { ...base, properties: properties(point, plan), geometry };
      }
      const radius = metres[plan.id];
      const ring = koreaMap.geodesic.circle(point.lat, point.lon, radius, 360)
        .map(([lat, lon]) => [round(lon), round(lat)]);
      return {
        ...base,
        properties: {
          ...properties(point, plan), radius_m: round(radius), lat: point.lat, lon: point.lon,
        },
        geometry: { type: "Polygon", coordinates: [[...ring, ring[0]]] },
      };
    });
    return JSON.stringify({ type: "FeatureCollection", features }, null, 1);
  }

  function cell(value) {
    const text = value === null || value === undefined ? "" : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  /** The table of points as CSV. */
  function csv(data) {
    const names = [
      "id", "plan", "list", "position", "toponym", "title", "hangul", "hanja", "reading", "lat",
      "lon", "geo_source", "geo_id", "certainty", "evidence", "citation",
    ];
    const rows = data.points.map((point) => names.map((name) => cell(point[name])).join(","));
    return `${[names.join(","), ...rows].join("\n")}\n`;
  }

  function offer(text, type, file, status, copyArea) {
    const url = URL.createObjectURL(new Blob([text], { type }));
    const link = koreaMap.dom.element("a", { href: url, download: file });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
    status.textContent = i18n.text("sources.downloads.done", { file });
    copyArea.value = text;
    copyArea.hidden = false;
  }

  function selectText(node) {
    if (node.select) {
      node.select();
      return;
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  /** Copy a node's text; where no clipboard is allowed, leave it selected and say so. */
  function copy(node, button) {
    const done = (key) => {
      button.textContent = i18n.text(key);
      setTimeout(() => { button.textContent = i18n.text("card.cite.copy"); }, 2500);
    };
    const text = node.value ?? node.textContent;
    const fallback = () => {
      selectText(node);
      done("card.cite.select");
    };
    if (!navigator.clipboard) fallback();
    else navigator.clipboard.writeText(text).then(() => done("card.cite.copied"), fallback);
  }

  return { copy, csv, geojson, offer };
})();
