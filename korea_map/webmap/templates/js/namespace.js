/* The one global of the page; every other file adds a part to it. */
"use strict";

window.koreaMap = {};

document.documentElement.classList.add("js", "starting");
