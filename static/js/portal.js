// Everything here is a comfort: each page works without it.
const page = document.documentElement;
const day = new Intl.DateTimeFormat(page.lang === "en" ? "en-GB" : `${page.lang}-u-nu-latn`, { dateStyle: "long" });
const clock = new Intl.DateTimeFormat("en-u-hc-h23", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const joint = { ar: "، ", zh: " " }[page.lang.slice(0, 2)] ?? ", ";

/** Adds the reader's own time beside a moment, unless the page shows the same already. */
function addOwnTime(time) {
  const moment = new Date(time.dateTime);
  const shown = time.textContent.includes(clock.format(moment)) && new RegExp(`(^|\\D)${moment.getDate()}(\\D|$)`).test(time.textContent);
  if (shown || moment.getTimezoneOffset() === 0 || Number.isNaN(moment.getTime())) return;
  const own = document.createElement("span");
  own.className = "times-local";
  own.textContent = `${day.format(moment)}${joint}${clock.format(moment)} (${time.dataset.local})`;
  (time.parentElement.querySelector(".zone") ?? time).after(" ", own);
}

/** A form that was sent is not sent twice by an impatient finger. */
function sendOnce(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => delete form.dataset.sent);
}

/** A table wider than the screen can be scrolled with the keyboard as well. */
function letKeysScroll(wrap) {
  if (wrap.scrollWidth > wrap.clientWidth) wrap.tabIndex = 0;
}

document.querySelectorAll(".table-wrap").forEach(letKeysScroll);
document.querySelectorAll("time[data-local]").forEach(addOwnTime);
document.querySelectorAll("form[data-once]").forEach(sendOnce);
document.querySelector("[data-focus]")?.focus();

document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector("details.drop[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.drop[open]").forEach((menu) => menu.contains(event.target) || (menu.open = false));
});

if (document.querySelector("form[data-autosave]")) import("./autosave.js");
