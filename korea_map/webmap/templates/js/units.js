/* Lengths in the reader's unit, and as a link writes them: 25mi, 46.3km. */
"use strict";

koreaMap.define("units", [], () => {
  let metresOf = {};
  let reach = 0;
  let steps = 500;

  /** Take the units {code: metres}, and how far the sliders go in about how many steps. */
  function load(units, slider) {
    metresOf = units;
    reach = slider.reach_m;
    steps = slider.steps;
  }

  function known(unit) {
    return Object.hasOwn(metresOf, unit);
  }

  function inUnit(metres, unit) {
    return metres / metresOf[unit];
  }

  function inMetres(value, unit) {
    return value * metresOf[unit];
  }

  /** Metres of a length in a link; null where it is none. */
  function read(text) {
    const match = /^(\d+(?:\.\d+)?)([a-z]+)$/.exec(text);
    return match && known(match[2]) ? inMetres(Number(match[1]), match[2]) : null;
  }

  function write(metres, unit) {
    return `${Number(inUnit(metres, unit).toFixed(3))}${unit}`;
  }

  function power(unit) {
    return Math.floor(Math.log10(inUnit(reach, unit) / steps));
  }

  /** The step of a slider in a unit: a round number, 0.1 where it runs to 60. */
  function step(unit) {
    return Number((10 ** power(unit)).toPrecision(1));
  }

  /** Decimals of a length in a unit. */
  function digits(unit) {
    return Math.max(0, -power(unit));
  }

  /** The end of a slider in a unit. */
  function end(unit) {
    const size = step(unit);
    return Number((Math.round(inUnit(reach, unit) / size) * size).toFixed(digits(unit)));
  }

  return { digits, end, inMetres, inUnit, known, load, read, step, write };
});
