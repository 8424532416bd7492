/* A field with a list of what may be meant, by the ARIA pattern of an editable combobox. */
"use strict";

koreaMap.define("combobox", ["dom"], (dom) => {
  const MOVES = {
    ArrowDown: (at, count) => (at + 1) % count,
    ArrowUp: (at, count) => (at < 1 ? count : at) - 1,
    Home: () => 0,
    End: (at, count) => count - 1,
  };

  /**
   * Let a field offer options {value, parts} in a list. `onText` hears what is typed, `onChoose`
   * the value of an option, `onEnter` what was typed where no option is chosen.
   */
  function create(input, list, { onText, onChoose, onEnter }) {
    let options = [];
    let active = -1;

    function mark(at) {
      active = at;
      dom.all("[role=option]", list).forEach((node, index) => {
        node.setAttribute("aria-selected", String(index === at));
        if (index === at) list.scrollTop = node.offsetTop + node.offsetHeight - list.clientHeight;
      });
      if (at < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
    }

    function close() {
      options = [];
      list.hidden = true;
      dom.fill(list);
      input.setAttribute("aria-expanded", "false");
      mark(-1);
    }

    /** Show options; of none the list is closed. */
    function offer(some) {
      if (!some.length) {
        close();
        return;
      }
      options = some;
      dom.fill(list, some.map(({ parts }, index) => dom.element("li", {
        role: "option", id: `${list.id}-${index}`, "aria-selected": "false", dir: "auto",
      }, ...parts)));
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      mark(-1);
    }

    function choose(at) {
      const { value } = options[at];
      close();
      onChoose(value);
    }

    input.addEventListener("input", () => onText(input.value));
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      const { key } = event;
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
      if (key === "Enter") {
        if (active >= 0) choose(active);
        else {
          close();
          onEnter(input.value);
        }
      } else if (key === "Escape" && options.length) {
        event.stopPropagation();
        close();
      } else if (key.startsWith("Arrow") && Object.hasOwn(MOVES, key) && !options.length) {
        event.preventDefault();
        onText(input.value);
      } else if (Object.hasOwn(MOVES, key) && options.length && (active >= 0 || key.startsWith("Arrow"))) {
        event.preventDefault();
        mark(MOVES[key](active, options.length));
      }
    });
    /* The field keeps the focus while an option is pressed. */
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", ({ target }) => {
      const at = [...list.children].indexOf(target.closest("[role=option]"));
      if (at >= 0) choose(at);
    });

    return { close, offer };
  }

  return { create };
});
