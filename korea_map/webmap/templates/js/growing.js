/* Zones that grow or shrink when a step of the walk is reached, and the bars with them. */
"use strict";

koreaMap.define("growing", ["radii"], (radii) => {
  const LASTS_MS = 1500;
  const FROM_POINTS = "0";

  /** Slow at both ends. */
  function ease(part) {
    return part < 0.5 ? 4 * part ** 3 : 1 - (2 - 2 * part) ** 3 / 2;
  }

  /** The radii with which the zones of a step begin, by plan; null where they do not grow. */
  function begins(step, plan, miles) {
    if (step.from === undefined) return null;
    const start = step.from === FROM_POINTS ? 0 : radii.stated(plan[step.from], miles).metres;
    const zoned = step.show.filter((id) => plan[id].readings !== null);
    return Object.fromEntries(zoned.map((id) => [id, start]));
  }

  function create(page) {
    const { data, steps, still, store } = page;
    let due = null;

    function stop() {
      cancelAnimationFrame(due);
      due = null;
      if (store.get().growing) store.change({ growing: null });
    }

    /** Let the zones of the present step come to their size; where nothing is to move, at once. */
    function start() {
      stop();
      const { miles, step } = store.get();
      const first = step === null ? null : begins(steps[step - 1], data.plan, miles);
      if (!first || still() || document.hidden || page.view.many) return;
      let since = null;
      const frame = (time) => {
        due = null;
        if (!store.get().growing) return;
        since ??= time;
        const part = Math.min(1, (time - since) / LASTS_MS);
        if (part === 1) {
          stop();
          return;
        }
        store.change({
          growing: Object.fromEntries(Object.entries(first).map(([id, from]) => {
            const to = radii.stated(data.plan[id], store.get().miles).metres;
            return [id, from + (to - from) * ease(part)];
          })),
        });
        due = requestAnimationFrame(frame);
      };
      store.change({ growing: first });
      due = requestAnimationFrame(frame);
    }

    return { start, stop };
  }

  return { begins, create, ease };
});
