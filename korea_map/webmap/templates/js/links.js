/* The state in the address: written as the reader changes it, read when it is changed there.
   What is opened, the walk, a card or a town, has an entry of its own in the history, so that Back closes
   it; steps have none. In a frame there is no such entry: it would be one of the page around. */
"use strict";

koreaMap.define("links", ["state", "translate"], (state, translate) => {
  /* A map that is being moved stops many times before it is where the reader wants it. */
  const MOVED_MS = 300;
  /* Browsers take a number of addresses in some time, and refuse more. */
  const AGAIN_MS = 2000;
  const AGAIN_AT_MOST = 12;
  const BACK_MS = 1500;
  const OPENED = ["place", "find", "step"];

  /** Where the page is published; of a file on a disk its name, and that of the code it shows. */
  function address() {
    const { origin, pathname, protocol } = location;
    if (protocol.startsWith("http")) return origin + pathname;
    const name = pathname.split("/").pop();
    const shown = document.getElementById("embed-code")?.textContent;
    return name.endsWith(".html") ? name : /src="([^"?]*)/.exec(shown)?.[1] ?? "";
  }

  /** Whether a fragment names a part of the page and holds no state. */
  function elsewhere(hash) {
    return hash !== "" && !state.isState(hash);
  }

  /** Whether a state's link takes the place of what the address ends with. */
  function replaces(hash, written) {
    return hash !== written && !(hash === "" && elsewhere(written));
  }

  /** Whether an address that changed asks for another state. */
  function asks(hash, written) {
    return hash !== written && !elsewhere(hash);
  }

  /** How many things are open that Back is to close. */
  function opened(now) {
    return OPENED.filter((name) => now[name] !== null).length;
  }

  /** Whether one state is another with some of what is open there closed. */
  function closes(then, now) {
    return opened(then) < opened(now)
      && OPENED.every((name) => then[name] === null || then[name] === now[name]);
  }

  function create(page) {
    const { known, store } = page;
    const framed = window.self !== window.top;
    let written = location.hash;
    let seen = location.hash;
    let entry = at(store.get());
    let leaving = null;
    let waiting = null;
    let queued = false;
    let failures = 0;

    /** The present entry: how many before it are ours, and how much is open in it. */
    function at(now) {
      return { held: framed ? 0 : history.state?.held ?? 0, open: opened(now) };
    }

    function put(hash, next) {
      const { pathname, search } = location;
      const url = replaces(hash, written) ? hash || pathname + search : undefined;
      if (url === undefined && next.held === entry.held) {
        entry = next;
        return;
      }
      const given = framed ? null : { held: next.held };
      if (next.held > entry.held) {
        /* Back to this entry is to close something, not to scroll. */
        history.scrollRestoration = "manual";
        history.pushState(given, "", url);
        history.scrollRestoration = "auto";
      } else history.replaceState(given, "", url);
      [entry, written, seen] = [next, hash, location.hash];
    }

    function write() {
      clearTimeout(waiting);
      waiting = null;
      const now = store.get();
      if (leaving !== null || now.moving) return;
      const next = { held: entry.held, open: opened(now) };
      if (next.open < entry.open && entry.held > 0) {
        leaving = setTimeout(stay, BACK_MS);
        history.back();
        return;
      }
      if (next.open > entry.open && !framed) next.held += 1;
      try {
        put(state.format(now, known), next);
        failures = 0;
      } catch {
        /* The document of a frame has no address, and some browsers count: later, then. */
        failures += 1;
        if (failures < AGAIN_AT_MOST) waiting = setTimeout(write, AGAIN_MS * failures);
      }
    }

    /** Where no way leads back, there is nothing to go back to. */
    function stay() {
      leaving = null;
      entry = { held: 0, open: opened(store.get()) };
      write();
    }

    /** Write the state to the address, once all that is done now is done; later for a `moved` map. */
    function remember(moved = false) {
      failures = 0;
      if (moved) {
        clearTimeout(waiting);
        waiting = setTimeout(write, MOVED_MS);
      } else if (!queued) {
        queued = true;
        queueMicrotask(() => {
          queued = false;
          write();
        });
      }
    }

    function follow(next) {
      if (next.lang) translate.speak(next.lang, page);
      else next.lang = store.get().lang;
      store.note({ lang: next.lang, present: next.present });
      if (next.step) page.walk.goTo(next.step, false);
      else store.change(page.cards.admit(next));
      const { place, find } = next;
      if (next.step && (place || find)) store.change(page.cards.admit({ ...store.get(), place, find }));
      if (next.at) page.camera.look(next.at);
      else if (!next.step && page.camera.taken()) page.camera.home();
    }

    /** The address has changed: by a link, by the reader, by Back or Forward, or by our own Back. */
    function arrive() {
      const hash = location.hash;
      const now = store.get();
      const before = entry;
      const then = elsewhere(hash) ? now : state.parse(hash, known);
      seen = hash;
      entry = at(then);
      if (!framed) history.scrollRestoration = "auto";
      if (leaving !== null) {
        clearTimeout(leaving);
        leaving = null;
        written = hash;
        write();
      } else if (asks(hash, written)) {
        written = hash;
        if (entry.held >= before.held || !closes(then, now)) follow(then);
        else if (then.step === null && now.step !== null) page.walk.leave();
        else if (then.place === null && now.place !== null) page.cards.close();
        else page.finder.close();
      }
    }

    function listen() {
      window.addEventListener("popstate", arrive);
      window.addEventListener("hashchange", () => { if (location.hash !== seen) arrive(); });
    }

    return { listen, remember };
  }

  return { address, asks, closes, create, opened, replaces };
});
