/* Looking a town up by any of its names, as town_names.py does it: marks, case, blanks and hyphens
   do not count, Hangul is taken letter by letter, simplified and variant characters are one. */
"use strict";

koreaMap.define("townnames", [], () => {
  const LONGEST = 80;
  const NEAREST = 6;
  /* So many are offered where none is spelled nearly so. */
  const LEAST_UNLIKE = 3;
  /* One letter in so many may be another, and at most so many of a name. */
  const ASTRAY = 3;

  /** What counts of a name; `plain` gives the usual form of a variant character. */
  function fold(text, plain) {
    const spelled = [...text.slice(0, LONGEST).normalize("NFKD").toLowerCase().normalize("NFC")];
    return spelled.map((char) => plain.get(char) ?? char).join("").normalize("NFD")
      .replace(/[^\p{L}\p{N}]|\p{Lm}/gu, "");
  }

  /** Letters that must change, come, go or change places; more than `most` is not counted out. */
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= b.length; j += 1) {
        const same = a[i - 1] === b[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last] = [last, row];
    }
    return last[b.length];
  }

  /**
   * What a folded name leads to among towns {own, other}, which are sorted by rank: those of the
   * `same` name, those that `begin` so, and where there are neither, those spelled `near` it, or
   * else those few that are the least unlike it for their length.
   */
  function lookUp(wanted, towns) {
    if (!wanted) return { same: [], begin: [], near: [] };
    const bearing = towns.filter((town) => town.own.has(wanted));
    const called = towns.filter((town) => !town.own.has(wanted) && town.other.has(wanted));
    const same = [...bearing, ...called];
    const begins = (name) => name.startsWith(wanted);
    const begin = towns.filter((town) => !same.includes(town)
      && ([...town.own].some(begins) || [...town.other].some(begins)));
    const letters = [...wanted];
    const most = Math.max(1, Math.min(ASTRAY, Math.floor(letters.length / ASTRAY)));
    const least = (measure, over) => towns
      .map((town) => [town, Math.min(...[...town.own, ...town.other].map((name) => measure([...name])))])
      .filter(([, away]) => away <= over).sort(([, a], [, b]) => a - b).map(([town]) => town);
    if (same.length || begin.length) return { same, begin, near: [] };
    const near = least((name) => distance(letters, name, most), most).slice(0, NEAREST);
    if (!near.length) {
      near.push(...least((name) => {
        const length = Math.max(letters.length, name.length);
        return distance(letters, name, length) / length;
      }, 1).slice(0, LEAST_UNLIKE));
    }
    return { same, begin, near };
  }

  return { fold, lookUp, LONGEST, NEAREST };
});
