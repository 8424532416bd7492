/* Lines of the data block: differences of decimals of a degree, five bits a character. */
"use strict";

koreaMap.define("polyline", [], () => {
  /** [lat, lon] vertices of a line encoded with so many decimals. */
  function decode(text, digits = 4) {
    const scale = 10 ** digits;
    const points = [];
    const position = [0, 0];
    let axis = 0;
    let shift = 0;
    let value = 0;
    for (let index = 0; index < text.length; index += 1) {
      const bits = text.charCodeAt(index) - 63;
      value |= (bits & 31) << shift;
      shift += 5;
      if (bits < 32) {
        position[axis] += value & 1 ? ~(value >> 1) : value >> 1;
        axis = 1 - axis;
        if (axis === 0) points.push([position[0] / scale, position[1] / scale]);
        shift = 0;
        value = 0;
      }
    }
    return points;
  }

  return { decode };
});
