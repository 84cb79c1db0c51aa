/* "/" leads to the search field of the page, as in many places of the web; never while something is typed. */
(() => {
  "use strict";
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    const field = document.querySelector("input[name=q]");
    if (field && field.getClientRects().length) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  });
})();
