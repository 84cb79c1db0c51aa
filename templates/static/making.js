/* Making: what the scripts of all pages make elements and sentences with, and how they load data. A text is text, never
   markup. */
(() => {
  "use strict";

  const language = document.documentElement.lang;

  /** An element with attributes and children; an attribute that is false or null is left out, and so is an empty child. */
  function make(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== false && value !== null) made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...children.filter((child) => child !== null && child !== ""));
    return made;
  }

  /** A sentence of the page with what it has places for: {name}. */
  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const asked = new Map();
  /** Loads a script once; one that failed may be asked for again. */
  function load(src) {
    if (!asked.has(src)) {
      asked.set(src, new Promise((resolve, reject) => {
        const script = make("script", { src });
        script.addEventListener("load", resolve);
        script.addEventListener("error", () => {
          asked.delete(src);
          script.remove();
          reject(new Error(src));
        });
        document.head.append(script);
      }));
    }
    return asked.get(src);
  }

  window.policygenMaking = {
    language,
    make,
    fill,
    load,
    digits: new Intl.NumberFormat(language),
    collator: new Intl.Collator(language.startsWith("zh") ? "zh-CN-u-co-pinyin" : language, { numeric: true }),
  };
})();
