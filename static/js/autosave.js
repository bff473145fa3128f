// Forms with data-autosave: sent 1.5 seconds after the last key and at every change.
// The answer is JSON {version, message, theirs}; a conflict (409) is shown, nothing is overwritten.
const PAUSE = 1500;

function keep(form) {
  const status = form.querySelector("[data-autosave-status]") ?? document.querySelector("[data-autosave-status]");
  let timer = 0;
  let sending = false;
  let again = false;

  const say = (text) => { if (status) status.textContent = text; };

  async function send() {
    clearTimeout(timer);
    if (sending) { again = true; return; }
    sending = true;
    try {
      const answer = await fetch(form.dataset.autosave || form.action, {
        method: "POST", body: new FormData(form), headers: { "X-Autosave": "1", Accept: "application/json" },
      });
      show(await answer.json(), answer.status === 409);
    } catch {
      say(form.dataset.autosaveFailed ?? "");
    }
    sending = false;
    if (again) { again = false; send(); }
  }

  function show({ version, message, theirs }, met) {
    const field = form.elements.namedItem("version");
    if (field && version !== undefined && !met) field.value = version;
    say(message ?? "");
    const place = form.querySelector("[data-autosave-theirs]");
    if (place) { place.hidden = !met; place.textContent = theirs ?? ""; }
    if (met) again = false;
  }

  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(send, PAUSE); });
  form.addEventListener("change", send);
  form.addEventListener("submit", () => clearTimeout(timer));
}

document.querySelectorAll("form[data-autosave]").forEach(keep);
