/* The places of the ground, as towns.py packed them: opened when they are first asked for. */
"use strict";

koreaMap.define("towns", ["townnames"], (townnames) => {
  const ID = "korea-map-towns";
  let opened = null;

  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%,()*+-;.=:?@^_[{|}~";
  const SCALE = 1000;

  /** The bytes that a text in 85 letters is, five for four. */
  function bytesOf(text) {
    const bytes = [];
    for (let at = 0; at < text.length; at += 5) {
      const some = text.slice(at, at + 5);
      const sum = [...some.padEnd(5, "~")].reduce((so, char) => so * 85 + DIGITS.indexOf(char), 0);
      for (let left = 3; left > 4 - some.length; left -= 1) bytes.push(Math.floor(sum / 256 ** left) % 256);
    }
    return Uint8Array.from(bytes);
  }

  /** The text that was packed. A browser that cannot open it throws. */
  async function unpack(packed) {
    const stream = new Blob([bytesOf(packed)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Response(stream).text();
  }

  function forms(cell) {
    return cell ? cell.split("|") : [];
  }

  /** Degrees of a line: the least of them in thousandths, then how much more each is. */
  function degrees(line, count) {
    const [least, digits] = line.split(",");
    const width = digits.length / count;
    return Array.from({ length: count }, (_, at) =>
      (Number(least) + Number(digits.slice(at * width, (at + 1) * width))) / SCALE);
  }

  /**
   * Towns of the text: of how many they are, variant characters, each before its own, then a line
   * for each column, the last two of numbers.
   */
  function parse(text) {
    const [all, variants, ...columns] = text.split("\n");
    const chars = [...variants];
    const plain = new Map(chars.map((char, at) => [char, chars[at + 1]]).filter((_, at) => at % 2 === 0));
    const fold = (name) => townnames.fold(name, plain);
    const table = columns.slice(0, -2).map((line) => line.split("\t"));
    table.push(...columns.slice(-2).map((line) => degrees(line, table[0].length)));
    const towns = table[0].map((_, row) => {
      const [id, title, mccune, revised, hangul, hanja, ja, zh, variant, now, kind, lat, lon] =
        table.map((column) => column[row]);
      const town = {
        id: id || fold(title), title, hangul, hanja, kind,
        /* A name that is another today is written in Hangul alone. */
        today: now ? { hangul: now } : { hangul, hanja }, renamed: now !== "", lat, lon,
        latin: [title, ...forms(mccune), ...forms(revised)],
        further: [ja, zh, variant].flatMap(forms),
      };
      const own = [town.id, ...town.latin, ...forms(hangul), ...forms(hanja)];
      return { ...town, own: new Set(own.map(fold)), other: new Set(town.further.map(fold)) };
    });
    return {
      all: Number(all),
      count: towns.length,
      byId: new Map(towns.map((town) => [town.id, town])),
      find: (name) => townnames.lookUp(fold(name), towns),
    };
  }

  function whole() {
    return document.readyState !== "loading"
      || new Promise((done) => { document.addEventListener("DOMContentLoaded", done); });
  }

  async function read() {
    await whole();
    return parse(await unpack(JSON.parse(document.getElementById(ID).textContent)));
  }

  /** A promise of {byId, find(name)}, and `count` of how many they are of `all`; null where the browser cannot open them. */
  function open() {
    opened ??= read().catch(() => null);
    return opened;
  }

  return { open, parse };
});
