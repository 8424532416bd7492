/* Copying, where the browser allows it. */
"use strict";

koreaMap.define("clipboard", ["i18n"], (i18n) => {
  function selectText(node) {
    if (node.select) {
      node.select();
      return;
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  /** Copy a node's text; where no clipboard is allowed, leave it selected and say so. */
  function copy(node, button) {
    const done = (key) => {
      button.textContent = i18n.text(key);
      setTimeout(() => { button.textContent = i18n.text("card.cite.copy"); }, 2500);
    };
    const text = node.value ?? node.textContent;
    const fallback = () => {
      selectText(node);
      done("card.cite.select");
    };
    if (!navigator.clipboard) fallback();
    else navigator.clipboard.writeText(text).then(() => done("card.cite.copied"), fallback);
  }

  return { copy };
});
