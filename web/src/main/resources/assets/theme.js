// Chooses the colour mode before the first paint. The choice of the system holds until the reader makes one.
(function () {
  "use strict";
  var chosen = null;
  try {
    chosen = localStorage.getItem("gatehouse-theme");
  } catch (ignored) {
    // storage is switched off: the system's choice holds
  }
  var dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.setAttribute("data-bs-theme", dark ? "dark" : "light");
})();
