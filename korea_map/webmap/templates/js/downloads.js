/* Data out of the file itself: what is drawn, as GeoJSON and as a table. */
"use strict";

koreaMap.define("downloads", ["clipboard", "dom", "i18n", "kml", "records"], (
  clipboard, dom, i18n, kml, records,
) => {
  /* Where a text, or what follows a semicolon, begins as what a spreadsheet computes: the rule of
     korea_map/spreadsheets.py, which says more. */
  const FORMULA = new RegExp("(^|;)(?=[\\s\\x1c-\\x1f\\x85\"'\x60‘-‟«»‹›＂＇\\xad\\u200b-\\u200f\\u202a-\\u202e"
    + "\\u2060-\\u206f]*[=+@＝＋－＠﹢﹣﹦﹫⁺⁻⁼₊₋₌−-])|^(?='*[\\t\\r\\n])", "g");

  /** Zones (or points, where a list has no radius) as a GeoJSON FeatureCollection (RFC 7946). */
  function geojson(data, force) {
    const features = data.points.map((point) => {
      const { at, ring } = records.shape(point, data, force);
      const properties = Object.fromEntries(records.row("geojson", point, data, force));
      let geometry = at && { type: "Point", coordinates: at };
      if (ring) geometry = { type: "Polygon", coordinates: [ring] };
      return { type: "Feature", id: point.id, properties, geometry };
    });
    const { license, credit: citation } = data;
    return JSON.stringify({ type: "FeatureCollection", license, citation, features }, null, 1);
  }

  /** A cell that no spreadsheet computes: a number as it is, a text with an apostrophe before it. */
  function cell(value) {
    if (typeof value === "number") return String(value);
    const text = String(value ?? "").replace(FORMULA, "$1'");
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  /** Points of a list that have a number but no name. */
  function unnamed(data) {
    return data.plans.flatMap((plan) => Object.values(plan.lists).flatMap((list) =>
      Array.from({ length: Math.max(0, list.claimed - list.listed) }, (nothing, index) => ({
        plan: plan.id, list: list.id, position: list.listed + index + 1, rivals: [],
        territory: list.territory, lat: null,
        evidence: [i18n.text(`plan.${plan.id}.unnamed`)], citation: plan.citation,
      }))));
  }

  /**
   * The table of points as CSV, with a mark by which spreadsheets know UTF-8. The radius in
   * metres is the one that is drawn, the other the document's own.
   */
  function csv(data, force) {
    const rows = [...data.points, ...unnamed(data)].map((point) =>
      records.row("csv", point, data, force).map(([, value]) => cell(value)).join(","));
    const names = records.fields("csv", data).map(([name]) => name);
    return `\ufeff${[names.join(","), ...rows].join("\n")}\n`;
  }

  /** Hand a file to the browser. */
  function hand(part, type, file) {
    const url = URL.createObjectURL(new Blob([part], { type }));
    const link = dom.element("a", { href: url, download: file });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  function offer(text, type, file, status, copyArea) {
    hand(text, type, file);
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
    give("download-kml", kml.write, "application/vnd.google-earth.kml+xml", "korea_map.kml");
    const embed = node("copy-embed");
    embed.addEventListener("click", () => clipboard.copy(node("embed-code"), embed));
  }

  return { attach, csv, geojson, hand };
});
