// A tablet that many people use: it clears itself when nobody is there, and hands on with nothing left. It stores
// nothing. Without this file the browser itself goes on to a warning, and from there to the first page.
(() => {
  "use strict";

  for (const field of document.querySelectorAll("input[name=scripted]")) field.value = "yes";

  const form = document.querySelector("form[data-clears]");
  const still = document.getElementById("still");
  if (!form || !still) return;

  // Clearing: the page is gone at once. If there is no connection, a plain page stands here until there is one.
  let clearing = false;
  const clear = () => {
    if (clearing) return;
    clearing = true;
    const { action, dataset } = form;
    document.title = "";
    document.body.replaceChildren();
    globalThis.speechSynthesis?.cancel();
    const says = document.createElement("p");
    says.className = "al-kiosk__cleared";
    says.setAttribute("role", "alert");
    const go = () => {
      fetch(action, { method: "POST", redirect: "manual" })
        .then(() => location.replace(dataset.clears))
        .catch(() => {
          document.body.append(says);
          says.textContent = dataset.words;
          setTimeout(go, 3000);
        });
    };
    go();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clear();
  });

  // Quiet: nobody touched anything. First a word, then it clears itself.
  const quiet = Number(still.dataset.quiet) * 1000;
  const warned = Number(still.dataset.warned) * 1000;
  let last = Date.now();
  const somebody = () => { last = Date.now(); };
  for (const kind of ["keydown", "pointerdown", "input"]) addEventListener(kind, somebody, { capture: true, passive: true });
  // The word goes with the whole press, also beside it: what lies below must not be chosen by it.
  still.addEventListener("click", () => still.close());
  setInterval(() => {
    const silent = Date.now() - last;
    if (silent >= quiet + warned) clear();
    else if (silent >= quiet && !still.open) still.showModal();
  }, 1000);

  // Escape, three times within two seconds, as everywhere.
  let pressed = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    pressed = [...pressed.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
    if (pressed.length >= 3) clear();
  });
})();
