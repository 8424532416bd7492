/* What each step of the guided walk shows; its words are in the messages. */
"use strict";

koreaMap.walk = (() => {
  const KOREA = [[33.1, 123.8], [43.0, 130.9]];

  const STEPS = [
    { show: ["unc", "cpv"], bounds: KOREA },
    { show: ["unc"], bounds: KOREA },
    { show: ["unc"], bounds: KOREA },
    { show: ["cpv"], bounds: KOREA },
    { show: ["unc"], bounds: [[39.5, 123.4], [42.0, 129.0]] },
    { show: ["unc", "cpv"], bounds: KOREA, rivals: true },
    { show: ["march-1952"], bounds: KOREA },
    { show: ["armistice-1953", "unc", "cpv"], bounds: KOREA },
    { show: ["unc", "cpv"], bounds: KOREA },
  ];

  return { KOREA, STEPS };
})();
