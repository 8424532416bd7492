/* What the style sheet must know before anything is drawn. */
"use strict";

{
  const root = document.documentElement;
  const query = new URLSearchParams(location.search);
  root.classList.add("js", "starting", "opening");

  /* The first frame with the map is the map's: what stands after it comes with the next. */
  function open() {
    requestAnimationFrame(() => {
      if (document.querySelector(".panel")) setTimeout(() => root.classList.remove("opening"));
      else open();
    });
  }
  open();

  /* ?embed, ?embed= and ?embed=true ask for the page as it is in a frame; ?embed=false does not. */
  const asked = query.get("embed");
  const compact = asked === null ? root.dataset.compact !== undefined
    : !["0", "false", "no"].includes(asked.toLowerCase());
  if (compact) root.classList.add("embed");

  /* A reader of another language than the one that is written waits for it: nothing jumps then. */
  const there = (root.dataset.languages ?? "").toLowerCase().split(" ");
  const linked = new URLSearchParams(location.hash.slice(1)).get("lang");
  const wanted = [linked, query.get("lang"), ...navigator.languages].filter(Boolean)
    .map((tag) => tag.toLowerCase())
    .find((tag) => there.some((known) => tag === known || tag.startsWith(`${known}-`)));
  const known = root.lang.toLowerCase();
  if (wanted && wanted !== known && !wanted.startsWith(`${known}-`)) root.classList.add("translating");
}
