/* Views of a Leaflet map to the last digit: what a link says, what a fit asks for. */
"use strict";

koreaMap.define("view", [], () => {
  const GLIDE_S = 0.6;
  /* A glide ends within a pixel of where it was to go: Leaflet pans by whole ones. */
  const NEAR_PX = 1.5;
  const DEGREES = 1e4;
  const LEVELS = 1e2;

  /** Let the map take any zoom while something is done, not only one of its steps. */
  function unsnapped(map, act) {
    const { zoomSnap } = map.options;
    map.options.zoomSnap = 0;
    const done = act();
    map.options.zoomSnap = zoomSnap;
    return done;
  }

  function zooming(map) {
    return Boolean(map._animatingZoom);
  }

  /** Whether the map is on its way somewhere by itself. */
  function gliding(map) {
    return zooming(map) || Boolean(map._panAnim?._inProgress);
  }

  /** Put a map exactly at a view {centre, zoom}, at once. */
  function put(map, { centre, zoom }) {
    /* A map in the midst of a zoom would go on to its end, and leave this view again. */
    if (zooming(map)) map._onZoomTransitionEnd();
    unsnapped(map, () => map.setView(centre, zoom, { reset: true }));
  }

  /** Let a map glide to a view. */
  function glide(map, { centre, zoom }) {
    if (zooming(map)) map._onZoomTransitionEnd();
    const levels = Math.abs(map.getZoom() - zoom);
    if (levels > 0 && map._zoomAnimated && levels <= map.options.zoomAnimationThreshold) {
      /* As `setView` does it, but now: it waits for a frame, in which another view may be asked. */
      map._stop();
      map._moveStart(true)._animateZoom(L.latLng(centre), zoom, true);
    } else {
      unsnapped(map, () => map.setView(centre, zoom, { animate: true, duration: GLIDE_S }));
    }
  }

  /** Whether a map stands at a view, as far as can be seen. */
  function isAt(map, { centre, zoom }) {
    return Math.abs(map.getZoom() - zoom) < 1e-6
      && map.project(map.getCenter(), zoom).distanceTo(map.project(centre, zoom)) < NEAR_PX;
  }

  /** A glide ends where it was meant to, to the last digit. */
  function settle(map, { centre, zoom }) {
    const { lat, lng } = map.getCenter();
    const off = [map.getZoom() - zoom, lat - centre.lat, lng - centre.lng];
    if (off.some((part) => Math.abs(part) > 1e-9)) put(map, { centre, zoom });
  }

  /** The view of bounds in the room that {left, right, top, foot} leave free, in pixels. */
  function of(map, bounds, { left, right, top, foot }, maxZoom = Infinity) {
    const box = L.latLngBounds(bounds);
    const padding = L.point(left + right, top + foot);
    const zoom = Math.min(maxZoom, unsnapped(map, () => map.getBoundsZoom(box, false, padding)));
    const middle = map.project(box.getSouthWest(), zoom)
      .add(map.project(box.getNorthEast(), zoom)).divideBy(2);
    const aside = L.point((right - left) / 2, (foot - top) / 2);
    return within(map, { centre: map.unproject(middle.add(aside), zoom), zoom });
  }

  /** A view as far within the limits of a map as the map itself would take it. */
  function within(map, { centre, zoom }, bounds = map.options.maxBounds) {
    const near = Math.max(map.getMinZoom(), Math.min(map.getMaxZoom(), zoom));
    return { centre: map._limitCenter(L.latLng(centre), near, bounds), zoom: near };
  }

  /** What a link says of where a map stands: [lat, lon, zoom]. */
  function told(map) {
    const { lat, lng } = map.getCenter();
    const round = (value, by) => Math.round(value * by) / by;
    return [round(lat, DEGREES), round(lng, DEGREES), round(map.getZoom(), LEVELS)];
  }

  return { gliding, glide, isAt, of, put, settle, told, within };
});
