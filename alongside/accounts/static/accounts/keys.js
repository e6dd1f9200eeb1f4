// Passkeys and security keys need a script: only it can ask the browser for them. Without it the other ways stay.
// A form with data-key="new" or "ask" holds in data-asked what the server asks; the answer goes back in the form.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const named = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

function asNew(asked) {
  return {
    ...asked,
    challenge: bytes(asked.challenge),
    user: { ...asked.user, id: bytes(asked.user.id) },
    excludeCredentials: named(asked.excludeCredentials),
  };
}

function asQuestion(asked) {
  return { ...asked, challenge: bytes(asked.challenge), allowCredentials: named(asked.allowCredentials) };
}

function answer(key) {
  const said = key.response;
  const response = { clientDataJSON: text(said.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (said[part]) response[part] = text(said[part]);
  }
  return JSON.stringify({
    type: key.type,
    id: key.id,
    rawId: text(key.rawId),
    response,
    clientExtensionResults: key.getClientExtensionResults(),
  });
}

for (const form of document.querySelectorAll("form[data-key]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { publicKey } = JSON.parse(form.dataset.asked);
    const failed = form.querySelector("[data-failed]");
    failed.hidden = true;
    try {
      const key =
        form.dataset.key === "new"
          ? await navigator.credentials.create({ publicKey: asNew(publicKey) })
          : await navigator.credentials.get({ publicKey: asQuestion(publicKey) });
      form.elements.credential.value = answer(key);
      HTMLFormElement.prototype.submit.call(form);
    } catch {
      failed.hidden = false;
    }
  });
}
for (const without of document.querySelectorAll("[data-without-keys]")) {
  without.hidden = Boolean(window.PublicKeyCredential);
}
