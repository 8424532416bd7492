/* Zones and points as KML 2.2: a folder for each list, as korea_map/exports/kml.py writes it. */
"use strict";

koreaMap.define("kml", ["certainty", "citations", "i18n", "radii", "records", "titles"], (
  certainty, citations, i18n, radii, records, titles,
) => {
  const WIDTHS = { certain: 2.5, "less-certain": 1.5, uncertain: 1, none: 1 };

  /** A text without what XML has no way to write. */
  function legible(text) {
    return String(text).replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");
  }

  function escape(text) {
    return legible(text)
      .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;");
  }

  /** A balloon is read as HTML, so that its text is escaped twice. */
  function paragraphs(...texts) {
    return escape(texts.filter(Boolean).map((text) => `<p>${escape(text)}</p>`).join(""));
  }

  function inShort(pieces, sources) {
    return citations.inShort(pieces, sources)
      .map((piece) => (typeof piece === "string" ? piece : piece.shown)).join("");
  }

  function colour(hex, opacity) {
    const [red, green, blue] = [1, 3, 5].map((at) => hex.slice(at, at + 2));
    return `${Math.round(255 * opacity).toString(16).padStart(2, "0")}${blue}${green}${red}`;
  }

  function style(plan, sure) {
    const line = `<color>${colour(plan.colour, 1)}</color>`;
    return [
      `<Style id="${escape(plan.id)}.${sure}">`,
      `<IconStyle>${line}<scale>0.6</scale></IconStyle>`,
      "<LabelStyle><scale>0.8</scale></LabelStyle>",
      `<LineStyle>${line}<width>${WIDTHS[sure]}</width></LineStyle>`,
      `<PolyStyle><color>${colour(plan.colour, plan.tint ?? 0)}</color></PolyStyle>`,
      "</Style>",
    ].join("\n");
  }

  function geometry({ at, ring }) {
    if (at === null) return "";
    const write = (positions) => positions.map((pair) => pair.join(",")).join(" ");
    const point = `<Point><coordinates>${write([at])}</coordinates></Point>`;
    if (ring === null) return point;
    return `<MultiGeometry>\n${point}\n<Polygon><tessellate>1</tessellate><outerBoundaryIs><LinearRing>`
      + `<coordinates>${write(ring)}</coordinates></LinearRing></outerBoundaryIs></Polygon>\n</MultiGeometry>`;
  }

  /** What the page shows is shown at first; the rest is in the file. */
  function visibility(plan, { show }) {
    return `<visibility>${show.includes(plan) ? 1 : 0}</visibility>`;
  }

  function placemark(point, data, force) {
    const sure = i18n.text(`certainty.${certainty.of(point)}`);
    const today = [point.title, point.hangul, point.hanja].filter(Boolean).join(" ");
    const rivals = point.rivals.map((rival) => titles.place(data.places[rival.id])).join(", ");
    const tried = point.lat !== null && point.plan in force.metres && radii.isTried(force, point.plan)
      && i18n.text("whatif.applied", {
        length: i18n.length(force.metres[point.plan], force.units[point.plan]),
      });
    const said = paragraphs(tried, today, sure, inShort(point.evidence, data.sources),
      rivals && i18n.text("table.rivals", { rivals }), inShort(point.citation, data.sources));
    const told = records.row("kml", point, data, force).filter(([, value]) => value !== null);
    return [
      `<Placemark id="${escape(point.id)}">`,
      `<name>${escape(point.toponym)}</name>`,
      visibility(point.plan, force),
      `<Snippet maxLines="1">${escape(sure)}</Snippet>`,
      `<description>${said}</description>`,
      `<TimeStamp><when>${escape(data.plan[point.plan].date)}</when></TimeStamp>`,
      `<styleUrl>#${escape(point.plan)}.${certainty.of(point)}</styleUrl>`,
      "<ExtendedData>",
      ...told.map(([name, value]) =>
        `<Data name="${escape(name)}"><value>${escape(value)}</value></Data>`),
      "</ExtendedData>",
      geometry(records.shape(point, data, force)),
      "</Placemark>",
    ].filter(Boolean).join("\n");
  }

  function folder(plan, [side, list], data, force) {
    const title = i18n.text(`plan.${plan.id}.title`);
    const half = list.territory ? i18n.text(`ground.${side}.name`) : "";
    return [
      `<Folder id="${escape(list.id)}">`,
      `<name>${escape([title, half].filter(Boolean).join(", "))}</name>`,
      visibility(plan.id, force),
      `<TimeStamp><when>${escape(plan.date)}</when></TimeStamp>`,
      ...data.points.filter((point) => point.list === list.id)
        .map((point) => placemark(point, data, force)),
      "</Folder>",
    ].join("\n");
  }

  function write(data, force) {
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<kml xmlns="http://www.opengis.net/kml/2.2">',
      "<Document>",
      `<name>${escape(i18n.text("document-title"))}</name>`,
      "<open>1</open>",
      `<description>${escape(data.credit)}</description>`,
      ...data.plans.flatMap((plan) => Object.keys(WIDTHS).map((sure) => style(plan, sure))),
      ...data.plans.flatMap((plan) => Object.entries(plan.lists)
        .map((list) => folder(plan, list, data, force))),
      "</Document>",
      "</kml>",
      "",
    ].join("\n");
  }

  return { legible, write };
});
