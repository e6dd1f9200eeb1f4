// Reads a part of the page aloud with a voice of this machine. A button shows only where there is such a voice for
// the language of the words; voices that would send the words to somebody else are never used. Nothing is stored.
(() => {
  "use strict";

  const speech = globalThis.speechSynthesis;
  const buttons = [...document.querySelectorAll("button[data-reads]")];
  if (!speech || !globalThis.SpeechSynthesisUtterance || !buttons.length) return;

  const language = (element) => element.closest("[lang]")?.lang || document.documentElement.lang || "en";
  const base = (tag) => tag.toLowerCase().replace("_", "-").split("-")[0];
  const voiceFor = (tag) => {
    const fit = speech.getVoices().filter((voice) => voice.localService && base(voice.lang) === base(tag));
    return fit.find((voice) => voice.lang.toLowerCase().replace("_", "-") === tag.toLowerCase()) || fit[0];
  };

  // What a screen reader would say: everything that shows, each block a sentence of its own; no pictures, nothing
  // that is folded away, no button to press, and no box's own content.
  const ENDS = new Set(["P", "LI", "H1", "H2", "H3", "H4", "LABEL", "LEGEND", "DIV", "SUMMARY", "DT", "DD", "TR"]);
  const parts = (root) => {
    const said = [{ lang: language(root), text: "" }];
    const walk = (node) => {
      if (node.nodeType === Node.TEXT_NODE) {
        const lang = language(node.parentElement);
        if (said.at(-1).lang !== lang) said.push({ lang, text: "" });
        said.at(-1).text += node.data.replace(/\s+/g, " ");
        return;
      }
      if (node.nodeType !== Node.ELEMENT_NODE) return;
      if (node.matches("[aria-hidden=true], [hidden], svg, script, style, button, input, textarea, select")) return;
      if (node.parentElement?.matches("details:not([open])") && node.tagName !== "SUMMARY") return;
      if (getComputedStyle(node).display === "none") return;
      node.childNodes.forEach(walk);
      if (ENDS.has(node.tagName)) said.push({ lang: language(node.parentElement), text: "" });
    };
    walk(root);
    return said.map((one) => ({ ...one, text: one.text.trim() })).filter((one) => one.text);
  };

  let reading = null;
  const stop = () => {
    const was = reading;
    reading = null;
    speech.cancel();
    if (was) {
      was.textContent = was.dataset.start;
      was.setAttribute("aria-pressed", "false");
    }
  };
  const start = (button) => {
    stop();
    reading = button;
    button.textContent = button.dataset.stop;
    button.setAttribute("aria-pressed", "true");
    const queue = parts(document.getElementById(button.dataset.reads));
    queue.forEach((part, place) => {
      const words = new SpeechSynthesisUtterance(part.text);
      words.lang = part.lang;
      words.voice = voiceFor(part.lang) || voiceFor(language(button)) || null;
      words.rate = 0.9;
      words.onend = () => { if (reading === button && place === queue.length - 1) stop(); };
      words.onerror = () => { if (reading === button) stop(); };
      speech.speak(words);
    });
  };

  for (const button of buttons) {
    button.dataset.start = button.textContent;
    button.addEventListener("click", () => (reading === button ? stop() : start(button)));
  }
  const show = () => {
    for (const button of buttons) {
      const what = document.getElementById(button.dataset.reads);
      button.hidden = !what || !voiceFor(language(what));
    }
  };
  show();
  speech.addEventListener?.("voiceschanged", show);
  addEventListener("pagehide", stop);
  document.addEventListener("visibilitychange", () => { if (document.hidden) stop(); });
  addEventListener("keydown", (event) => { if (event.key === "Escape" && reading) stop(); });
})();
