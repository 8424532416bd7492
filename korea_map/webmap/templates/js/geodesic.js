/* Points at a distance on the WGS84 ellipsoid: Vincenty's direct solution (Survey Review 23, 1975);
   and how far two are apart. */
"use strict";

koreaMap.define("geodesic", [], () => {
  const MAJOR_M = 6378137;
  const FLATTENING = 1 / 298.257223563;
  const MINOR_M = MAJOR_M * (1 - FLATTENING);
  const RADIANS = Math.PI / 180;

  function reduced(lat) {
    const tangent = (1 - FLATTENING) * Math.tan(lat * RADIANS);
    const cosine = 1 / Math.hypot(1, tangent);
    return { tangent, cosine, sine: tangent * cosine };
  }

  /** [lat, lon] in degrees at distance (m) and azimuth (degrees) from a reduced latitude. */
  function travel(start, lon, azimuth, distance) {
    const sinAzimuth = Math.sin(azimuth * RADIANS);
    const cosAzimuth = Math.cos(azimuth * RADIANS);
    const sigmaStart = Math.atan2(start.tangent, cosAzimuth);
    const sinAlpha = start.cosine * sinAzimuth;
    const cosAlpha2 = 1 - sinAlpha * sinAlpha;
    const u2 = (cosAlpha2 * (MAJOR_M * MAJOR_M - MINOR_M * MINOR_M)) / (MINOR_M * MINOR_M);
    const a = 1 + (u2 / 16384) * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)));
    const b = (u2 / 1024) * (256 + u2 * (-128 + u2 * (74 - 47 * u2)));
    const first = distance / (MINOR_M * a);
    let sigma = first;
    let sinSigma = 0;
    let cosSigma = 1;
    let cos2Middle = 1;
    for (let round = 0; round < 100; round += 1) {
      sinSigma = Math.sin(sigma);
      cosSigma = Math.cos(sigma);
      cos2Middle = Math.cos(2 * sigmaStart + sigma);
      const square = cos2Middle * cos2Middle;
      const shift =
        b * sinSigma * (cos2Middle + (b / 4) * (cosSigma * (2 * square - 1)
          - (b / 6) * cos2Middle * (4 * sinSigma * sinSigma - 3) * (4 * square - 3)));
      const next = first + shift;
      const settled = Math.abs(next - sigma) < 1e-12;
      sigma = next;
      if (settled) break;
    }
    const across = start.sine * sinSigma - start.cosine * cosSigma * cosAzimuth;
    const lat = Math.atan2(
      start.sine * cosSigma + start.cosine * sinSigma * cosAzimuth,
      (1 - FLATTENING) * Math.hypot(sinAlpha, across),
    );
    const lambda = Math.atan2(
      sinSigma * sinAzimuth,
      start.cosine * cosSigma - start.sine * sinSigma * cosAzimuth,
    );
    const c = (FLATTENING / 16) * cosAlpha2 * (4 + FLATTENING * (4 - 3 * cosAlpha2));
    const cubic = cos2Middle + c * cosSigma * (2 * cos2Middle * cos2Middle - 1);
    const difference = lambda - (1 - c) * FLATTENING * sinAlpha * (sigma + c * sinSigma * cubic);
    return [lat / RADIANS, lon + difference / RADIANS];
  }

  /** [lat, lon] reached from (lat, lon) after distance metres at an azimuth from north. */
  function direct(lat, lon, azimuth, distance) {
    return travel(reduced(lat), lon, azimuth, distance);
  }

  /**
   * The vertices [lat, lon] of a geodesic circle, anticlockwise from the east; their number is a
   * multiple of 4. The western half is the eastern one seen in the meridian.
   */
  function circle(lat, lon, radius, vertices) {
    const start = reduced(lat);
    const quarter = vertices / 4;
    const ring = Array.from({ length: vertices });
    for (let index = -quarter; index <= quarter; index += 1) {
      const [north, east] = travel(start, lon, 90 - (360 * index) / vertices, radius);
      ring[(index + vertices) % vertices] = [north, east];
      ring[2 * quarter - index] = [north, 2 * lon - east];
    }
    return ring;
  }

  /** From the centre of the earth to the ellipsoid: x, y, z in metres. */
  function fromCentre(lat, lon) {
    const square = FLATTENING * (2 - FLATTENING);
    const along = MAJOR_M / Math.sqrt(1 - square * Math.sin(lat * RADIANS) ** 2);
    const across = along * Math.cos(lat * RADIANS);
    return [
      across * Math.cos(lon * RADIANS), across * Math.sin(lon * RADIANS),
      (1 - square) * along * Math.sin(lat * RADIANS),
    ];
  }

  /**
   * The distance of two points in metres: the straight line between them, bent as the ellipsoid
   * is midway. Within a centimetre up to 100 km, some metres at 1,000.
   */
  function distance(latA, lonA, latB, lonB) {
    const there = fromCentre(latB, lonB);
    const line = Math.hypot(...fromCentre(latA, lonA).map((part, axis) => part - there[axis]));
    const square = FLATTENING * (2 - FLATTENING);
    const bend = 1 - square * Math.sin((latA + latB) / 2 * RADIANS) ** 2;
    const twice = 2 * MAJOR_M * Math.sqrt(1 - square) / bend;
    return twice * Math.asin(Math.min(1, line / twice));
  }

  return { direct, circle, distance };
});
