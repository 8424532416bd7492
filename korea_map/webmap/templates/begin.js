/* What the style sheet must know before anything is drawn. */
"use strict";

{
  const root = document.documentElement;
  root.classList.add("js", "starting");
  /* ?embed, ?embed= and ?embed=true ask for the page as it is in a frame; ?embed=false does not. */
  const asked = new URLSearchParams(location.search).get("embed");
  if (asked !== null && !["0", "false", "no"].includes(asked.toLowerCase())) root.classList.add("embed");
}
