/* Wakes the page once its first map is on the screen: until then its scripts are plain text. */
"use strict";

{
  /* A page that is not shown has no frames: the clock then wakes it. */
  const PATIENCE_MS = 500;
  const guard = window.koreaMap?.guard;

  /** Put a script in the place of its text; `done` is called when it has run. */
  function rouse(text, done) {
    const script = document.createElement("script");
    for (const { name, value } of text.attributes) {
      if (!["type", "data-run"].includes(name)) {
        script.setAttribute(name === "data-type" ? "type" : name, value);
      }
    }
    script.textContent = text.textContent;
    const later = script.hasAttribute("src") || script.type === "module";
    if (later) script.onload = script.onerror = done;
    text.replaceWith(script);
    if (!later) done();
  }

  /** Run scripts one after another: libraries and rooms first, then what uses them. */
  function run(waiting) {
    const [next, ...rest] = waiting;
    if (!guard.may()) return;
    if (next) rouse(next, () => run(rest));
    else guard.ran();
  }

  let awake = false;
  function wake() {
    if (awake) return;
    awake = true;
    run(["first", "then"].flatMap((turn) =>
      [...document.querySelectorAll(`script[data-run=${turn}]`)]));
  }

  /* Where what begins the page was blocked, the page stands without its program. */
  if (guard?.may()) {
    requestAnimationFrame(() => setTimeout(wake));
    setTimeout(wake, PATIENCE_MS);
  }
}
