// Keys of the page: an element with data-key is clicked, or focused, when its key is pressed.
// With the mouse or Tab everything works without this file.
(() => {
  "use strict";
  let pending = false;
  const typing = (element) => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

  // Characters of the article before a point, as Python counts them.
  const offset = (article, node, at) => {
    const range = document.createRange();
    range.setStart(article, 0);
    range.setEnd(node, at);
    return [...range.toString()].length;
  };

  let selected = null;
  document.addEventListener("selectionchange", () => {
    const article = document.getElementById("article");
    const selection = document.getSelection();
    if (!article || !selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!article.contains(range.startContainer) || !article.contains(range.endContainer)) return;
    const text = range.toString();
    const lead = text.length - text.trimStart().length;
    const start = offset(article, range.startContainer, range.startOffset) + lead;
    selected = { text: text.trim(), start, end: start + [...text.trim()].length };
  });

  const take = (button) => {
    if (!selected || !selected.text) return;
    const field = document.getElementById(button.dataset.take);
    field.value = selected.text;
    document.getElementById(button.dataset.take + "-at").value = `${selected.start}-${selected.end}`;
    field.closest("details").open = true;
    field.focus();
  };

  document.getElementById("this")?.scrollIntoView({ block: "center" });
  window.scrollTo(0, 0);

  for (const button of document.querySelectorAll("[data-take]")) {
    button.hidden = false;
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => take(button));
  }

  document.addEventListener("submit", (event) => {
    if (pending) event.preventDefault();
    pending = true;
  });
  window.addEventListener("pageshow", () => { pending = false; });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "Enter" && event.target !== document.body) return;
    const element = [...document.querySelectorAll("[data-key]")].find(
      (one) => one.dataset.key === event.key && !one.hidden,
    );
    if (!element || pending) return;
    event.preventDefault();
    const details = element.closest("details");
    if (details) details.open = true;
    if (typing(element)) element.focus();
    else if (element.tagName === "SUMMARY") {
      details.open = true;
      details.querySelector("input:not([type=hidden]), textarea, select")?.focus();
    } else element.click();
  });
})();
