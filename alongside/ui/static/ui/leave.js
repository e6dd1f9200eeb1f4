// Leaving at once: the page is gone, and its place in the history is taken by another one. Without this file the
// same buttons work as forms and links. Nothing is stored.
(() => {
  "use strict";

  const go = (address, tell) => {
    document.documentElement.hidden = true;
    document.title = "";
    globalThis.speechSynthesis?.cancel();
    if (tell) fetch(tell, { method: "POST", keepalive: true, redirect: "manual" }).catch(() => {});
    location.replace(address);
  };

  const forms = document.querySelectorAll("form[data-left]");
  for (const form of forms) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      go(form.dataset.left, form.action);
    });
  }
  const links = document.querySelectorAll("a.al-leave");
  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      go(link.href);
    });
  }

  // Escape, three times within two seconds.
  let pressed = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    pressed = [...pressed.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
    if (pressed.length < 3) return;
    if (forms.length) go(forms[0].dataset.left, forms[0].action);
    else if (links.length) go(links[0].href);
  });

  // A page brought back by the back button is asked for again, so that nothing shows after leaving.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
