/* The pad and the scale of the map. */
"use strict";

koreaMap.define("controls", ["dom"], (dom) => {
  const STEP_PX = 120;

  function add({ map, camera, still }) {
    map.zoomControl?.remove();
    const animate = () => ({ animate: !still() });
    const actions = [
      ["zoom.in", "+", () => map.zoomIn(0.5, animate())],
      ["zoom.out", "−", () => map.zoomOut(0.5, animate())],
      ["pan.up", "↑", () => map.panBy([0, -STEP_PX], animate())],
      ["pan.left", "←", () => map.panBy([-STEP_PX, 0], animate())],
      ["home", "◎", () => camera.home()],
      ["pan.right", "→", () => map.panBy([STEP_PX, 0], animate())],
      ["pan.down", "↓", () => map.panBy([0, STEP_PX], animate())],
    ];
    const pad = L.control({ position: "topleft" });
    pad.onAdd = () => {
      const box = dom.element("div", { class: "leaflet-bar pad" });
      for (const [name, sign, act] of actions) {
        const button = dom.element("button", {
          type: "button", class: `pad-${name.replace(".", "-")}`, "data-t-label": name === "home" ? "map.home" : `control.${name}`,
        }, dom.element("span", { "aria-hidden": "true" }, sign));
        button.addEventListener("click", act);
        box.append(button);
      }
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    pad.addTo(map);
    /* Who goes by keys comes to the tools before all the zones. */
    map.getContainer().prepend(map.getContainer().querySelector(".leaflet-control-container"));
    L.control.scale({ position: "bottomleft", maxWidth: 110 }).addTo(map);
  }

  return { add };
});
