/* What is done part by part: one that fails takes no other with it. */
"use strict";

koreaMap.define("attempts", [], () => {
  /** Tell the window of an error as if nobody had caught it; begin.js says it to the reader. */
  function report(error) {
    if (window.reportError) window.reportError(error);
    else setTimeout(() => { throw error; });
  }

  function each(acts) {
    for (const act of acts) {
      try {
        act();
      } catch (error) {
        report(error);
      }
    }
  }

  return { each };
});
