/* The places of the ground, as towns.py packed them: opened when they are first asked for. */
"use strict";

koreaMap.define("towns", ["townnames"], (townnames) => {
  const ID = "korea-map-towns";
  let opened = null;

  /** The text that was packed. A browser that cannot open it throws. */
  async function unpack(packed) {
    const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Response(stream).text();
  }

  function forms(cell) {
    return cell ? cell.split("|") : [];
  }

  /** Towns of the text: a line of variant characters, each before its own, then one for each column. */
  function parse(text) {
    const [variants, ...columns] = text.split("\n");
    const chars = [...variants];
    const plain = new Map(chars.map((char, at) => [char, chars[at + 1]]).filter((_, at) => at % 2 === 0));
    const fold = (name) => townnames.fold(name, plain);
    const table = columns.map((line) => line.split("\t"));
    const towns = table[0].map((_, row) => {
      const [id, title, mccune, revised, hangul, hanja, ja, zh, variant, now, kind, lat, lon] =
        table.map((column) => column[row]);
      const town = {
        id: id || fold(title), title, hangul, hanja, kind,
        /* A name that is another today is written in Hangul alone. */
        today: now ? { hangul: now } : { hangul, hanja }, renamed: now !== "", lat: Number(lat), lon: Number(lon),
        latin: [title, ...forms(mccune), ...forms(revised)],
        further: [ja, zh, variant].flatMap(forms),
      };
      const own = [town.id, ...town.latin, ...forms(hangul), ...forms(hanja)];
      return { ...town, own: new Set(own.map(fold)), other: new Set(town.further.map(fold)) };
    });
    return {
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

  /** A promise of {byId, find(name)}; null where the browser cannot open them. */
  function open() {
    opened ??= read().catch(() => null);
    return opened;
  }

  return { open, parse };
});
