"use strict";
// Every word has to be there. A word in a heading counts more than one in the text, a whole word more than a part of one.
(function () {
  const root = document.body.dataset.root;
  const field = document.querySelector("input[type=search]");
  const found = document.getElementById("found");
  const article = document.querySelector("article");
  const MOST = 30;

  function weight(text, word) {
    const at = text.indexOf(word);
    if (at < 0) return 0;
    const isWhole = !/[\p{L}\p{N}]/u.test((text[at - 1] || " ") + (text[at + word.length] || " "));
    return isWhole ? 2 : 1;
  }

  function score(section, words) {
    const heading = (section.page + " " + section.heading).toLowerCase();
    const text = section.text.toLowerCase();
    let sum = 0;
    for (const word of words) {
      const own = 4 * weight(heading, word) + weight(text, word);
      if (own === 0) return 0;
      sum += own;
    }
    return sum;
  }

  function excerpt(text, words) {
    const lower = text.toLowerCase();
    const places = words.map((word) => lower.indexOf(word)).filter((at) => at >= 0);
    const from = Math.max(0, (places.length ? Math.min(...places) : 0) - 60);
    return (from > 0 ? "… " : "") + text.slice(from, from + 180) + (from + 180 < text.length ? " …" : "");
  }

  function marked(text, words) {
    const part = document.createElement("p");
    const any = new RegExp("(" + words.map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|") + ")", "gi");
    text.split(any).forEach((piece, k) => {
      if (k % 2) {
        const mark = document.createElement("mark");
        mark.textContent = piece;
        part.append(mark);
      } else {
        part.append(piece);
      }
    });
    return part;
  }

  function show(question) {
    const words = question.toLowerCase().split(/\s+/).filter(Boolean);
    found.replaceChildren();
    found.hidden = article.hidden = words.length > 0;
    found.hidden = words.length === 0;
    if (words.length === 0) return;
    const hits = SECTIONS.map((section) => ({ section, points: score(section, words) }))
      .filter((hit) => hit.points > 0)
      .sort((a, b) => b.points - a.points);
    const title = document.createElement("h1");
    title.textContent = hits.length === 0 ? "Nothing found" : hits.length === 1 ? "1 section" : hits.length + " sections";
    found.append(title);
    for (const { section } of hits.slice(0, MOST)) {
      const link = document.createElement("a");
      link.href = root + section.url;
      link.textContent = section.heading && section.heading !== section.page ? section.page + " › " + section.heading : section.page;
      link.addEventListener("click", () => { field.value = ""; show(""); });
      const block = document.createElement("section");
      block.append(link, marked(excerpt(section.text, words), words));
      found.append(block);
    }
  }

  field.addEventListener("input", () => show(field.value));
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    const first = found.querySelector("a");
    if (first) first.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== field) {
      event.preventDefault();
      field.focus();
    } else if (event.key === "Escape") {
      field.value = "";
      show("");
    }
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    field.value = asked;
    show(asked);
  }
})();
