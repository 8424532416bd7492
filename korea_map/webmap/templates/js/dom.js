/* Elements from text: nothing here or elsewhere reads a string as HTML. */
"use strict";

koreaMap.define("dom", [], () => {
  const SVG = "http://www.w3.org/2000/svg";

  /** An element with attributes (null ones left out) and children, strings being text. */
  function element(tag, attributes = {}, ...children) {
    return complete(document.createElement(tag), attributes, children);
  }

  /** The same of a drawing. */
  function shape(tag, attributes = {}, ...children) {
    return complete(document.createElementNS(SVG, tag), attributes, children);
  }

  function complete(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null || value === undefined || value === false) continue;
      node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return node;
  }

  /** Text in which *words* are the document's own, as nodes; see `i18n.marked`. */
  function rich(text) {
    return text.split("*").map((part) => part.replaceAll("\0", "*")).map((part, index) =>
      index % 2 ? element("em", {}, part) : document.createTextNode(part));
  }

  /** Write a text, unless it is there: what is written anew is laid out and read out anew. */
  function write(node, text) {
    if (node.textContent !== text) node.textContent = text;
  }

  /** Give an attribute a value, unless it has it. */
  function give(node, name, value) {
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }

  function fill(node, ...children) {
    node.replaceChildren(...children.flat().filter((child) => child !== null));
  }

  function all(selector, root = document) {
    return [...root.querySelectorAll(selector)];
  }

  return { element, shape, rich, fill, all, give, write };
});
