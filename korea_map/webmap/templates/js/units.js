/* Lengths in the reader's unit, and as a link writes them: 25mi, 46.3km. */
"use strict";

koreaMap.define("units", [], () => {
  const METRES = { mi: 1609.344, nmi: 1852, km: 1000 };

  function known(unit) {
    return Object.hasOwn(METRES, unit);
  }

  function inUnit(metres, unit) {
    return metres / METRES[unit];
  }

  function inMetres(value, unit) {
    return value * METRES[unit];
  }

  /** Metres of a length in a link; null where it is none. */
  function read(text) {
    const match = /^(\d+(?:\.\d+)?)([a-z]+)$/.exec(text);
    return match && known(match[2]) ? inMetres(Number(match[1]), match[2]) : null;
  }

  function write(metres, unit) {
    return `${Number(inUnit(metres, unit).toFixed(3))}${unit}`;
  }

  /** The unit for a radius that a document gives, a mile being what the reader takes it for. */
  function stated(unit, miles) {
    if (unit !== "mile") return "km";
    return miles === "nautical" ? "nmi" : "mi";
  }

  return { inMetres, inUnit, known, read, stated, write };
});
