// Runs before the first paint, as a classic script in the head, so that a page never flashes in the wrong colours.
(function chooseTheme() {
  var asked = new URLSearchParams(location.search).get("theme");
  var kept = null;
  try {
    kept = localStorage.getItem("dateline-theme");
  } catch (refused) {
    kept = null; // a browser that forbids storage follows the system
  }
  var theme = asked === "light" || asked === "dark" ? asked : kept;
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
})();
