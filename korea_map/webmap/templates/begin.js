/* What the style sheet must know before anything is drawn, and who watches over the start.

   This alone says that the program runs (the class `js`), and takes it back where the program
   does not come whole: then every change that it made is undone, and the page stands as it does
   without scripts. Written so that any browser can read it; in one that cannot run it, or where
   it is blocked, nothing is said and nothing is hidden. */
"use strict";

(function () {
  /* How long the start may make no progress. */
  var PATIENCE_MS = 15000;
  var LOOKS = { attributeOldValue: true };
  var ALL = { attributeOldValue: true, characterDataOldValue: true, childList: true, subtree: true };
  /* What the window itself is told, and what no element is asked for by an attribute. */
  var WINDOWS = "hashchange popstate resize beforeprint afterprint load DOMContentLoaded focusin focusout";
  var root = document.documentElement;
  var before = root.className;
  var changes = [];
  var reason = "";
  var began = false;
  var awake = false;
  var over = false;
  var proven = false;
  var told = false;
  var watched = [];
  var timer, watcher;

  /** Note from now on what changes in all that the browser has read. */
  function watch() {
    watcher.observe(document.body, LOOKS);
    for (var node = document.body.firstElementChild; node; node = node.nextElementSibling) {
      if (node.localName !== "script" && watched.indexOf(node) < 0) {
        watched.push(node);
        watcher.observe(node, ALL);
      }
    }
  }

  function each(list, act) {
    [].forEach.call(list, act);
  }

  function undo(change) {
    var target = change.target;
    var name = change.attributeName;
    var next = change.nextSibling;
    if (change.type === "characterData") target.data = change.oldValue;
    else if (name) {
      /* The policy allows no text for a style; before the program there was none. */
      if (change.oldValue === null) target.removeAttribute(name);
      else if (name !== "style") target.setAttribute(name, change.oldValue);
    } else {
      each(change.addedNodes, function (node) {
        if (node.parentNode === target) target.removeChild(node);
      });
      each(change.removedNodes, function (node) {
        target.insertBefore(node, next && next.parentNode === target ? next : null);
      });
    }
  }

  /** Let a kind of event reach nobody once the program is given up; links and details work on. */
  function mute(kind) {
    addEventListener(kind, function (event) {
      if (over) event.stopImmediatePropagation();
    }, { capture: true, passive: true });
  }

  function say() {
    var node = document.querySelector(".still-why");
    if (node && reason) node.textContent = " (" + reason.slice(0, 200) + ")";
  }

  /** Undo all that the program did, and leave it nothing of the page; see also `on`. */
  function restore() {
    clearTimeout(timer);
    changes = changes.concat(watcher.takeRecords());
    watcher.disconnect();
    while (changes.length) undo(changes.pop());
    /* What the program still holds is no longer of the page. */
    watched.forEach(function (node) {
      var own = node.cloneNode(true);
      each(own.querySelectorAll("[style='']"), function (one) { one.removeAttribute("style"); });
      node.parentNode.replaceChild(own, node);
    });
    root.className = before;
    for (var name in root) if (name.indexOf("on") === 0) mute(name.slice(2));
    say();
  }

  /** Give the program up, once what it is doing just now has ended. */
  function fail(why) {
    if (over || proven) return;
    over = true;
    reason = why;
    Promise.resolve().then(restore);
  }

  /** Start to wait anew: the start went on. */
  function on() {
    clearTimeout(timer);
    timer = setTimeout(function () {
      if (document.readyState === "loading") on();
      else fail("");
    }, PATIENCE_MS);
  }

  /* Something went wrong: before the program has proven that it runs it is given up, later it is
     said once, and the rest goes on. What is no fault, or no fault of the page, is let pass. */
  function hear(message, file) {
    if (/ResizeObserver loop/.test(message) || /-extension:/.test(file)) return;
    if (!proven) fail(message);
    else if (!told) {
      told = true;
      var node = document.getElementById("trouble");
      if (!node) return;
      node.hidden = false;
      node.lastElementChild.onclick = function () { node.hidden = true; };
    }
  }

  function prepare() {
    var query = new URLSearchParams(location.search);
    watcher = new MutationObserver(function (some) { changes = changes.concat(some); });
    watcher.observe(root, LOOKS);
    watcher.observe(document.head, { childList: true, subtree: true });
    WINDOWS.split(" ").forEach(mute);
    addEventListener("error", function (event) { if (event.message) hear(event.message, event.filename); });
    addEventListener("unhandledrejection", function (event) {
      hear(String(event.reason && event.reason.message || event.reason));
    });
    addEventListener("DOMContentLoaded", function () {
      if (over) say();
      else if (!awake) fail("");
      else if (!proven) watch();
    }, true);
    root.className = (before + " js starting opening").trim();

    /* ?embed, ?embed= and ?embed=true ask for the page as it is in a frame; ?embed=false does not. */
    var asked = query.get("embed");
    if (asked === null ? root.hasAttribute("data-compact")
      : ["0", "false", "no"].indexOf(asked.toLowerCase()) < 0) root.classList.add("embed");

    /* A reader of another language than the one that is written waits for it: nothing jumps then. */
    var there = (root.getAttribute("data-languages") || "").toLowerCase().split(" ");
    var linked = new URLSearchParams(location.hash.slice(1)).get("lang");
    var known = root.lang.toLowerCase();
    var is = function (tag, other) { return tag === other || tag.indexOf(other + "-") === 0; };
    var wanted = [linked, query.get("lang")].concat([].slice.call(navigator.languages))
      .filter(Boolean).map(function (tag) { return tag.toLowerCase(); })
      .filter(function (tag) { return there.some(function (one) { return is(tag, one); }); })[0];
    if (wanted && !is(wanted, known)) root.classList.add("translating");
    open();
  }

  /* The first frame with the map is the map's: what stands after it comes with the next. */
  function open() {
    requestAnimationFrame(function () {
      if (document.querySelector(".panel")) setTimeout(function () { root.classList.remove("opening"); });
      else if (!over) open();
    });
  }

  window.koreaMap = {
    guard: {
      /** Whether the scripts may run, one after another; asked before each. */
      may: function () {
        if (over) return false;
        if (!awake) watch();
        /* The program measures what it writes: none of it may be hidden from its first script on. */
        else root.classList.remove("opening");
        awake = true;
        on();
        return true;
      },
      /** The page has begun to draw, or goes on with it; false where it is too late for that. */
      on: function () {
        began = true;
        if (!over) on();
        return !over;
      },
      /** All scripts have run. */
      ran: function () {
        if (!document.getElementById("korea-map-data")) this.done();
        else if (!began) fail("");
      },
      /** All of the page is there; false where it comes too late. */
      done: function () {
        if (over) return false;
        proven = true;
        clearTimeout(timer);
        watcher.disconnect();
        changes = [];
        root.classList.remove("starting", "opening");
        return true;
      },
    },
  };

  try {
    prepare();
  } catch (error) {
    /* A browser without these never begins. */
    reason = String(error);
    over = true;
    root.className = before;
  }
}());
