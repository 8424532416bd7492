/* Around a page in a cell of a notebook: where this runs, the page does too. */
"use strict";

function koreaMapCell(cell, words) {
  cell.querySelector(".korea-map-still")?.remove();
  const frame = cell.querySelector("iframe");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words;
  button.addEventListener("click", () => {
    const page = frame.srcdoc.replace('<html data-compact="cell"', "<html");
    const address = URL.createObjectURL(new Blob([page], { type: "text/html" }));
    window.open(address, "_blank", "noopener");
  });
  cell.append(button);
}
