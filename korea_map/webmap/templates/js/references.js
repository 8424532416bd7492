/* Citations are links to the list of sources, and the list has a way back to where they stood. */
"use strict";

koreaMap.define("references", ["dom", "i18n", "scroller"], (dom, i18n, scroller) => {
  const GAP_PX = 16;

  function listen(page) {
    const framed = window.self !== window.top;
    let way = null;

    function leave() {
      way?.remove();
      way = null;
    }

    function goBack(link) {
      leave();
      if (!framed && location.hash.startsWith("#source-")) history.back();
      else page.camera.comeBack();
      (link.isConnected ? link : document.getElementById("card-title") ?? page.nodes.stage)
        .focus({ preventScroll: true });
    }

    /** A way back from a source of the list to the link that led there. */
    function open(source, link) {
      leave();
      way = dom.element("button", { type: "button", class: "small way-back" },
        i18n.text("sources.back"));
      way.addEventListener("click", () => goBack(link));
      source.append(" ", way);
      source.tabIndex = -1;
      source.focus({ preventScroll: true });
    }

    /** Where the list is not shown, the source is written out behind the link. */
    function unfold(source, link) {
      const written = link.nextElementSibling;
      if (written?.matches(".unfolded")) written.remove();
      else {
        link.after(dom.element("span", { class: "unfolded", lang: source.lang || null },
          source.textContent.trim()));
      }
    }

    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#source-']");
      const source = link && document.getElementById(link.getAttribute("href").slice(1));
      if (!source) return;
      if (source.getClientRects().length === 0) {
        event.preventDefault();
        unfold(source, link);
        return;
      }
      if (framed) {
        /* There a fragment may be one of the page around. */
        event.preventDefault();
        scroller.bring(source, {
          block: "start", behavior: page.still() ? "instant" : "smooth", margin: GAP_PX,
        });
      }
      open(source, link);
    });
  }

  return { listen };
});
