/* Finds the names of a document in any text, in one pass. */
"use strict";

koreaMap.define("spotter", [], () => {
  const APOSTROPHES = "['’‘ʼʻ\u0060´′＇]";
  const MARK = new RegExp(APOSTROPHES, "g");
  /* What has no width, or turns the text about: it would tear names apart. */
  const UNSEEN = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
  /* Scripts that put no blanks between words; Korean puts endings behind them. */
  const WITHOUT_BLANKS = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;
  const HANGUL = /\p{sc=Hang}/u;
  const LETTER = "[\\p{L}\\p{M}\\p{N}]";
  const CLOSED = new RegExp(LETTER, "u");

  const IN_ONE = 1000;

  function plain(text) {
    return text.replace(MARK, "").replace(/\s+/g, " ");
  }

  /** A name as a pattern: what stands before it, its first letter, and all that follows. */
  function pattern(name) {
    const letters = [...plain(name)];
    const [first, ...rest] = letters.map((letter, index) => {
      if (letter === " ") return "\\s+";
      const marked = index < letters.length - 1 && /\p{sc=Latn}/u.test(letter);
      return letter.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&") + (marked ? `${APOSTROPHES}?` : "");
    });
    const closed = (letter) => CLOSED.test(letter) && !WITHOUT_BLANKS.test(letter);
    const last = letters.at(-1);
    return [(closed(letters[0]) ? `(?<!${LETTER})` : "") + first,
      rest.join("") + (closed(last) && !HANGUL.test(last) ? `(?!${LETTER})` : "")];
  }

  /**
   * A search for names {name, ids}: `find(text)` gives a text as it is searched and where names
   * stand in it, as {at, text, name, ids}; of two that begin together the longer one.
   */
  function create(names) {
    const exact = new Map(names.map((one) => [one.name, one]));
    const known = new Map();
    const byStart = new Map();
    const longest = [...names].sort((a, b) => b.name.length - a.name.length);
    for (const one of longest) {
      for (const form of new Set([one.name, one.name.toUpperCase()])) {
        if (!plain(form).trim()) continue;
        const same = known.get(plain(form));
        known.set(plain(form), same ? { ...same, ids: [...new Set([...same.ids, ...one.ids])] } : one);
        const [start, rest] = pattern(form);
        if (!byStart.has(start)) byStart.set(start, []);
        byStart.get(start).push(rest);
      }
    }
    /* By the letter with which they begin, so that many names take little longer than few. */
    const groups = [...byStart].map(([start, rests]) => `${start}(?:${rests.join("|")})`);
    /* A browser takes no pattern of thousands of names: then there is one for each beginning. */
    const sets = names.length > IN_ONE ? groups : groups.length ? [groups.join("|")] : [];
    const wanted = sets.map((set) => new RegExp(set, "gu"));

    function find(given) {
      const text = given.replace(UNSEEN, "").normalize("NFC");
      let end = 0;
      const found = wanted.flatMap((set) => Array.from(text.matchAll(set), ({ 0: word, index }) => {
        const { name, ids } = exact.get(word) ?? known.get(plain(word));
        return { at: index, text: word, name, ids };
      })).sort((a, b) => a.at - b.at).filter(({ at, text: word }) => {
        if (at < end) return false;
        end = at + word.length;
        return true;
      });
      return { text, found };
    }

    return { find };
  }

  /**
   * The passages of a text that are shown: [from, to] of each. A text of more letters than `most`
   * is cut to what stands `about` its names.
   */
  function passages(text, found, { most, about }) {
    if (text.length <= most) return [[0, text.length]];
    const cut = [];
    for (const { at, text: word } of found) {
      const end = at + word.length;
      const start = text.lastIndexOf("\n", at) + 1;
      const stop = text.indexOf("\n", end);
      const from = Math.max(start, at - about);
      const to = Math.min(stop < 0 ? text.length : stop, end + about);
      const last = cut.at(-1);
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else cut.push([from, to]);
    }
    return cut;
  }

  return { create, passages };
});
