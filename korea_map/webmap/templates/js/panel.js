/* The panel: figures and bars, sliders, what is doubtful, the words in the reader's language. */
"use strict";

koreaMap.panel = (() => {
  const { all, element, fill, rich } = koreaMap.dom;
  const i18n = koreaMap.i18n;

  /** Put every fixed text of the page into the current language. */
  function translate(root = document) {
    for (const node of all("[data-t]", root)) {
      const values = node.dataset.tValues ? JSON.parse(node.dataset.tValues) : {};
      const text = i18n.text(node.dataset.t, values);
      if (node instanceof SVGElement) node.textContent = text.replaceAll("*", "");
      else fill(node, rich(text));
    }
    for (const node of all("[data-area]", root)) node.textContent = i18n.area(Number(node.dataset.area));
    for (const node of all("[data-share]", root)) node.textContent = i18n.percent(Number(node.dataset.share));
    for (const node of all("[data-t-label]", root)) {
      const values = node.dataset.tValues ? JSON.parse(node.dataset.tValues) : {};
      node.setAttribute("aria-label", i18n.text(node.dataset.tLabel, values));
    }
  }

  /** Shares and areas of a plan at a radius. */
  function figures(data, plan, metres) {
    const values = koreaMap.coverage.at(data.coverage.curve[plan], metres);
    return {
      south: values.land_south_km2 / data.coverage.land_south_km2,
      north: values.land_north_km2 / data.coverage.land_north_km2,
      china: values.china_km2, russia: values.russia_km2,
    };
  }

  function bars(plan, shares) {
    for (const side of ["south", "north"]) {
      const node = document.querySelector(`[data-bar="${plan}-${side}"]`);
      if (!node) continue;
      node.querySelector(".fill").setAttribute("width", (100 * shares[side]).toFixed(2));
      node.querySelector(".figure").textContent = i18n.percent(shares[side]);
    }
    const beyond = document.querySelector(`[data-beyond="${plan}"]`);
    if (!beyond) return;
    const parts = [];
    if (shares.china >= 0.5) {
      parts.push(i18n.text("coverage.china", { area: i18n.area(shares.china) }));
    } else parts.push(i18n.text("coverage.china.none"));
    if (shares.russia >= 0.5) {
      parts.push(i18n.text("coverage.russia", { area: i18n.area(shares.russia) }));
    }
    beyond.textContent = parts.join(" ");
  }

  /** Everything of the panel that depends on the state. */
  function update(state, data) {
    for (const plan of data.plans.filter((entry) => entry.radius_m !== null)) {
      const metres = state.metres[plan.id];
      const shares = figures(data, plan.id, metres);
      bars(plan.id, shares);
      const asked = Math.abs(metres - state.stated[plan.id]) >= 1;
      for (const node of all(`[data-whatif="${plan.id}"]`)) {
        node.hidden = !asked;
        node.textContent = asked ? i18n.text("whatif.applied", {
          length: i18n.length(metres, state.units[plan.id]),
        }) : "";
      }
      for (const node of all(`[data-live="side-${plan.id}"]`)) {
        node.textContent = i18n.text("figure.summary", {
          south: i18n.percent(shares.south), north: i18n.percent(shares.north),
        });
      }
      for (const node of all(`[data-live="china-${plan.id}"]`)) {
        node.textContent = shares.china < 0.5 ? ""
          : i18n.text("coverage.china", { area: i18n.area(shares.china) });
      }
      const slider = document.getElementById(`radius-${plan.id}`);
      if (!slider) continue;
      const value = i18n.inUnit(metres, state.unit);
      if (document.activeElement !== slider || Math.abs(slider.value - value) > 0.51) {
        slider.max = String(Math.round(i18n.inUnit(60 * 1609.344, state.unit) * 10) / 10);
        slider.value = String(value);
      }
      const words = i18n.text("whatif.value", {
        length: i18n.length(metres, state.units[plan.id]), south: i18n.percent(shares.south),
        north: i18n.percent(shares.north),
      });
      slider.setAttribute("aria-valuetext", words);
      document.getElementById(`value-${plan.id}`).textContent = words;
    }
    for (const input of all("input[name=show]")) input.checked = state.show.includes(input.value);
    for (const input of all("input[name=unit]")) input.checked = input.value === state.unit;
    for (const input of all("input[name=miles]")) input.checked = input.value === state.miles;
    for (const input of all("input[name=view]")) input.checked = input.value === state.view;
    for (const input of all("input[name=rivals]")) input.checked = state.rivals;
    document.getElementById("reset").hidden = Object.keys(state.radius).length === 0
      && state.miles === data.miles && state.unit === "mi";
    for (const input of all(".marks [data-metres]")) {
      const share = Number(input.dataset.metres) / (60 * 1609.344);
      input.style.setProperty("--at", share.toFixed(4));
    }
  }

  /** The doubtful points with their rivals, always in sight. */
  function doubts(data) {
    const list = document.getElementById("doubts");
    if (!list) return;
    const seen = new Set();
    const items = [];
    for (const point of data.points) {
      if (point.lat === null || point.certainty === "certain" || seen.has(point.place_id)) continue;
      if (data.plan[point.plan].radius_m === null) continue;
      seen.add(point.place_id);
      const title = i18n.current() === "ko" && point.today?.hangul ? point.today.hangul : point.title;
      const rivals = point.rivals.map((rival) => {
        const place = data.places[rival.id];
        if (!place) return null;
        const name = i18n.current() === "ko" && place.hangul ? place.hangul : place.title;
        return i18n.text("doubt.rival", { title: name, distance: i18n.distance(rival.km) });
      }).filter(Boolean);
      const open = element("button", { type: "button", class: "link-button", "data-open": point.id },
        element("em", { lang: point.toponym_lang, dir: "auto" }, point.toponym),
        point.certainty === "uncertain" ? " ?" : "");
      items.push(element("li", { class: point.certainty },
        open, " ", element("span", { class: "certainty " + point.certainty },
          i18n.text(`certainty.${point.certainty}`)), " ",
        element("span", {}, title), rivals.length ? element("small", {}, rivals.join("; ")) : null));
    }
    fill(list, items);
  }

  return { doubts, figures, translate, update };
})();
