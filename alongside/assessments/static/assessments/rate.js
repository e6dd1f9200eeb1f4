// Comfort for people who answer. Every page works without it, and it stores nothing.
(() => {
  "use strict";

  // A link in a letter carries the code behind the "#", which no server ever sees. Put it into the box and take it
  // out of the address at once. Anything that cannot be a code (a link within the page) is left alone.
  const takeCode = () => {
    const behind = location.hash.slice(1).replaceAll("%20", " ").trim();
    const box = document.getElementById("id_code");
    if (!box || !/^[2-9BCDFGHJKMNPQRSTVWXZ -]{5,30}$/i.test(behind)) return;
    history.replaceState(null, "", location.pathname);
    box.value = behind;
  };
  takeCode();
  addEventListener("hashchange", takeCode);

  // Sending: first see whether anybody answers. If not, say so and keep everything as it stands on the page.
  const offline = document.getElementById("offline");
  for (const form of document.querySelectorAll("form[data-waits]")) {
    let reached = !form.requestSubmit; // a browser too old for this sends at once
    let asking = false;
    form.addEventListener("submit", (event) => {
      if (reached) return;
      event.preventDefault();
      if (asking) return;
      asking = true;
      offline.hidden = true;
      offline.textContent = "";
      const giveUp = new AbortController();
      const clock = setTimeout(() => giveUp.abort(), 8000);
      fetch(document.getElementById("leave").dataset.asks, { method: "HEAD", cache: "no-store", signal: giveUp.signal })
        .then(() => {
          reached = true;
          form.requestSubmit(event.submitter);
          setTimeout(() => { reached = false; }, 1000);
        })
        .catch(() => {
          offline.textContent = offline.dataset.words;
          offline.hidden = false;
          offline.scrollIntoView({ block: "nearest" });
          // At a tablet nobody has to press again: the page tries by itself, and keeps nothing anywhere else.
          if (offline.dataset.again) setTimeout(() => form.requestSubmit(event.submitter), Number(offline.dataset.again));
        })
        .finally(() => { clearTimeout(clock); asking = false; });
    });
  }
})();
