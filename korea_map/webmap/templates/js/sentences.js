/* Sentences with placeholders: {wide.radius}, {doubtful:words}, {count, plural, one {…} other {…}}.
   The same as korea_map/sentences.py, whose tests hold the two against each other. */
"use strict";

koreaMap.define("sentences", [], () => {
  const NAME = /\w[\w-]*(?:\.[\w-]+)*/y;
  const PLURAL = /\s*,\s*plural\s*,\s*/y;
  const BLANK = /\s*/y;
  /* A number in words begins a sentence like any other word: with a capital. */
  const STARTS = /(?:^|[.!?]\s+|^[*“‘"'(]+)$/;
  /* Stands for a star in a value while its sentence is filled; no text of a document has it. */
  const KEPT = "\0";
  const parsed = new Map();

  function match(pattern, text, at) {
    pattern.lastIndex = at;
    return pattern.exec(text);
  }

  function readChoice(text, name, from) {
    const texts = { __proto__: null };
    let at = from;
    while (at < text.length && text[at] !== "}") {
      const category = match(NAME, text, at)[0];
      const inner = readParts(text, text.indexOf("{", at) + 1);
      texts[category] = inner.parts;
      at = inner.end + 1;
      at += match(BLANK, text, at)[0].length;
    }
    return { part: { name, texts }, end: at + 1 };
  }

  function readPlaceholder(text, start) {
    const [name] = match(NAME, text, start + 1);
    let at = start + 1 + name.length;
    const plural = match(PLURAL, text, at);
    if (plural) return readChoice(text, name, at + plural[0].length);
    let form = "";
    if (text[at] === ":") {
      [form] = match(NAME, text, at + 1);
      at += 1 + form.length;
    }
    return { part: { name, form }, end: at + 1 };
  }

  function readParts(text, from) {
    const parts = [];
    let at = from;
    let start = from;
    while (at < text.length && text[at] !== "}") {
      if (text[at] === "{") {
        if (at > start) parts.push(text.slice(start, at));
        const { part, end } = readPlaceholder(text, at);
        parts.push(part);
        at = end;
        start = end;
      } else at += 1;
    }
    if (at > start) parts.push(text.slice(start, at));
    return { parts, end: at };
  }

  function parse(text) {
    if (!parsed.has(text)) parsed.set(text, readParts(text, 0).parts);
    return parsed.get(text);
  }

  function join(parts, write, choose, before) {
    let done = before;
    for (const part of parts) {
      if (typeof part === "string") done += part;
      else if (part.texts) {
        done = join(part.texts[choose(part.name)] ?? part.texts.other, write, choose, done);
      } else {
        const word = write(part.name, part.form);
        const begins = part.form && STARTS.test(done);
        done += begins ? word.slice(0, 1).toUpperCase() + word.slice(1) : word;
      }
    }
    return done;
  }

  /** A sentence filled: `write(name, form)` gives a text, `choose(name)` a plural category. */
  function fill(text, write, choose) {
    return join(parse(text), write, choose, "");
  }

  /** A text of others, in which a star is no mark of a message. */
  function kept(text) {
    return text.replaceAll("*", KEPT);
  }

  /** A marked text as it is read and heard. */
  function plain(text) {
    return text.replaceAll("*", "").replaceAll(KEPT, "*");
  }

  return { fill, kept, plain };
});
