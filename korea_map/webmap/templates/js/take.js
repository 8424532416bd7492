/* The view taken along, as a drawing or a picture, with what belongs to it above and below. */
"use strict";

koreaMap.define("take", ["dom", "downloads", "i18n", "paper", "sheet"], (
  dom, downloads, i18n, paper, sheet,
) => {
  const { element } = dom;
  const MARGIN = 16;
  /* A pixel of the screen is so many of the picture; telephones draw none of more than MOST. */
  const FINER = 2;
  const MOST = 16e6;

  /** The parts of a view as they are laid out, out of sight, beside the maps. */
  function surround(page, width) {
    const now = page.store.derived();
    const { text } = i18n;
    const source = document.querySelector(".printed-source")?.textContent ?? "";
    const part = (...children) => {
      const node = element("div", { class: "taken" }, children.flat());
      node.style.width = `${width}px`;
      document.body.append(node);
      return node;
    };
    return {
      head: part(
        element("p", { class: "kicker" }, text("kicker")), element("p", { class: "heading" }, text("title")),
        sheet.sentences(page, now).map((told) => element("p", {}, dom.rich(told)))),
      foot: part(sheet.keys(page, now),
        element("p", {}, source), element("p", {}, text("map.credit")), element("p", {}, sheet.found(page))),
    };
  }

  /** What is drawn on a canvas, drawn on a map as forms. */
  function unrolled(map) {
    const renderer = L.svg({ padding: 0.1, pane: "crowd" });
    const group = L.layerGroup();
    map.eachLayer((layer) => {
      for (const form of layer.unrolled?.(renderer) ?? []) group.addLayer(form);
    });
    group.addTo(map);
    return {
      remove() {
        group.remove();
        renderer.remove();
      },
    };
  }

  /** What the maps show, as a drawing: alone, or `whole`, with all that is said around it. */
  function view(page, whole = true) {
    const maps = document.querySelector(".maps");
    page.growing.stop();
    if (!maps.clientWidth || !maps.clientHeight) return null;
    const { head, foot } = surround(page, maps.clientWidth);
    const crowds = [page.map, page.side.second()?.map].filter((map) => map && page.view.many).map(unrolled);
    const drawn = paper.draw(whole ? [head, maps, foot] : [maps], whole ? MARGIN : 0,
      i18n.text("document-title"), `${head.innerText} ${foot.innerText}`.replaceAll(/\s+/g, " "));
    for (const part of [head, foot, ...crowds]) part.remove();
    return drawn;
  }

  /** A drawing as pixels. It goes through an address of its own text: no other is let in. */
  async function pixels(drawing, text) {
    const [width, height] = ["width", "height"].map((name) => Number(drawing.getAttribute(name)));
    const finer = Math.min(FINER, Math.sqrt(MOST / (width * height)));
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = element("canvas", { width: Math.floor(width * finer), height: Math.floor(height * finer) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/png");
  }

  /** A name for the file that says what it shows. */
  function name(page, kind) {
    const said = sheet.link(page).split("#")[1] ?? "";
    return `${["korea_map", ...said.match(/[\w.]+/g) ?? []].join("-").slice(0, 80)}.${kind}`;
  }

  /** Hand over what a button asks for, and show it: not every frame lets a file go. */
  async function give(page, kind, shown) {
    const drawing = view(page);
    if (!drawing) return;
    const file = name(page, kind);
    const text = `${new XMLSerializer().serializeToString(drawing)}\n`;
    if (kind === "svg") {
      downloads.hand(text, "image/svg+xml", file);
      dom.fill(shown, i18n.text("sources.downloads.done", { file }),
        element("textarea", { readonly: true, rows: 4, "aria-label": file }, text));
      return;
    }
    const picture = await pixels(drawing, text);
    downloads.hand(Uint8Array.from(atob(picture.split(",")[1]), (letter) => letter.charCodeAt(0)), "image/png", file);
    dom.fill(shown, i18n.text("take.done", { file }), element("img", { src: picture, alt: file }));
  }

  function attach(page) {
    for (const button of dom.all("[data-take]")) {
      button.addEventListener("click", () =>
        give(page, button.dataset.take, button.parentElement.nextElementSibling));
    }
  }

  return { attach, view };
});
