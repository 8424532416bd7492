/* The one global of the page: rooms, each made once, of those that it needs. */
"use strict";

window.koreaMap = {
  /* Who watches over the start: see begin.js. */
  guard: { on: () => true, done: () => true },
  ...window.koreaMap,

  /** Make a room. The build has put the files in order: what a room needs is there. */
  define(name, needs, make) {
    koreaMap[name] = make(...needs.map((need) => koreaMap[need]));
  },

  /** Set the page to work on its map; `koreaMap.page` is there once all of it is. */
  start(map, options = {}) {
    const { guard } = koreaMap;
    koreaMap.app.start(map, options, guard.on, (page) => { if (guard.done()) koreaMap.page = page; });
  },
};
