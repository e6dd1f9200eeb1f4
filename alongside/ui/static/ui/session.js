// Says some minutes before the end that somebody will be signed out, and keeps what they write. Pages work without it.
const WARN = 5 * 60 * 1000;
const EVERY = 15 * 1000;

const box = document.querySelector("[data-session-seconds]");
const part = (name) => box.querySelector(`[data-session-${name}]`);
const lasts = Number(box.dataset.sessionSeconds) * 1000;
const written = [...document.querySelectorAll("form")].filter(
  (form) => form.elements.form_mark && form.querySelector("textarea, input[type=text], input:not([type])")
);
const unsaved = new Set();
let ends = Date.now() + lasts;

function show(...names) {
  for (const name of ["warning", "over", "offline", "stay"]) {
    const shown = names.includes(name);
    if (part(name).hidden === shown) part(name).hidden = !shown;
  }
  const nothing = names.length === 0;
  if (box.hidden !== nothing) {
    box.hidden = nothing;
    box.setAttribute("role", nothing ? "region" : "alert");
  }
}

function look() {
  const left = ends - Date.now();
  if (left <= 0) show("over");
  else if (left <= WARN) show("warning", "stay");
  else if (!part("warning").hidden || !part("over").hidden) show();
}

function say(form) {
  const said = new FormData(form);
  for (const field of form.querySelectorAll("input[type=password], input[type=file]")) said.delete(field.name);
  return said;
}

async function send(url, said) {
  const answer = await fetch(url, { method: "POST", body: said, redirect: "manual", keepalive: true });
  if (answer.status === 204) ends = Date.now() + Math.min(lasts, 55 * 60 * 1000);
  else if (answer.type === "opaqueredirect") ends = Date.now();
  return answer;
}

async function keep() {
  for (const form of unsaved) {
    unsaved.delete(form);
    try {
      await send(box.dataset.keepUrl, say(form));
    } catch {
      unsaved.add(form);
    }
  }
  look();
}

part("stay").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await send(part("stay").action, new FormData(part("stay")));
    look();
  } catch {
    show("offline", "stay");
  }
});

for (const form of written) {
  form.addEventListener("input", () => unsaved.add(form));
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) {
      unsaved.delete(form);
    } else {
      event.preventDefault();
      show("offline");
    }
  });
}
addEventListener("online", () => show());
addEventListener("pagehide", keep);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") keep();
  else look();
});
setInterval(() => {
  keep();
}, EVERY);
