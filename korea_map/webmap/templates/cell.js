/* Around a page in a cell of a notebook: where this runs, the page does too. */
"use strict";

{
  const cell = document.currentScript.parentElement;
  cell.querySelector(".korea-map-still")?.remove();
  const frame = cell.querySelector("iframe");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = cell.dataset.open;
  button.addEventListener("click", () => {
    const page = frame.srcdoc.replace('<html data-compact="cell"', "<html");
    const address = URL.createObjectURL(new Blob([page], { type: "text/html" }));
    window.open(address, "_blank", "noopener");
  });
  cell.append(button);
}
