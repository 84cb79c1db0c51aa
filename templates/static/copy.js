/* Copies links to entries, and citations. Its words are on the page, in the line that says what was done. */
(() => {
  "use strict";
  const said = document.querySelector(".said");
  if (!said) return;
  let waiting = 0;

  function say(words) {
    clearTimeout(waiting);
    said.textContent = "";
    // A line that does not change is not read out again.
    waiting = setTimeout(() => {
      said.textContent = words;
      waiting = setTimeout(() => { said.textContent = ""; }, 8000);
    }, 50);
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyByField(text);
    }
  }

  // For sites without https, where there is no clipboard to write to.
  function copyByField(text) {
    const focused = document.activeElement;
    const field = document.createElement("textarea");
    field.className = "hidden";
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (focused) focused.focus({ preventScroll: true });
    return done;
  }

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a.here");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    say((await copy(link.href)) ? said.dataset.link : said.dataset.noLink);
  });

  // A site that does not know its address learns it from where it is read.
  const code = document.querySelector("pre[data-path]");
  const page = code && code.closest("dl").nextElementSibling.querySelector("a");
  if (page && code.dataset.path && location.protocol.startsWith("http")) {
    code.closest("details").addEventListener("toggle", () => {
      code.textContent = code.textContent.replace(code.dataset.path, page.href);
      document.querySelector("[data-note]").remove();
    }, { once: true });
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.copy);
      if (await copy(source.textContent)) return say(said.dataset.text);
      getSelection().selectAllChildren(source);
      say(said.dataset.noText);
    });
  }
})();
