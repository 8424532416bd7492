/* The one global of the page: rooms, each made once, of those that it needs. */
"use strict";

window.koreaMap = {
  /** Make a room. The build has put the files in order: what a room needs is there. */
  define(name, needs, make) {
    koreaMap[name] = make(...needs.map((need) => koreaMap[need]));
  },

  /** Set the page to work on its map; `koreaMap.page` is there once all of it is. */
  start(map, options = {}) {
    koreaMap.app.start(map, options, (page) => { koreaMap.page = page; });
  },
};

document.documentElement.classList.add("js", "starting");
/* ?embed, ?embed= and ?embed=true ask for the page as it is in a frame; ?embed=false does not. */
{
  const asked = new URLSearchParams(location.search).get("embed");
  const refused = ["0", "false", "no"];
  document.documentElement.classList.toggle(
    "embed", asked !== null && !refused.includes(asked.toLowerCase()),
  );
}
