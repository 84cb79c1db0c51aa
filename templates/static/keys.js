/* What scripts do on every page. "/" leads to the search field, as in many places of the web; never while something is
   typed. Addresses of the page in other languages, which search engines take only whole, are made whole where the page
   stands: a site that is not told its own address has relative ones. */
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

  if (location.protocol.startsWith("http")) {
    for (const link of document.head.querySelectorAll("link[rel=alternate][hreflang]")) link.setAttribute("href", link.href);
  }
})();
