// Single keys for people who work through lists all day. Off in fields, while composing, and when switched off.
const OFF = "jz-keys-off";
const dialog = document.getElementById("jz-keys");
const rows = () => [...document.querySelectorAll("[data-row]")];
let going = false;

const isOff = () => localStorage.getItem(OFF) === "1";
const isTyping = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

function step(by) {
  const all = rows();
  const next = all[Math.max(0, Math.min(all.length - 1, all.findIndex((row) => row.classList.contains("is-now")) + by))];
  if (!next) return;
  for (const row of all) row.classList.toggle("is-now", row === next);
  (next.querySelector("a[href]") ?? next).focus();
  next.scrollIntoView({ block: "nearest" });
}

function press(key) {
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return false;
  if (target.matches("input")) target.focus();
  else target.click();
  return true;
}

function toggleRow() {
  const box = document.querySelector("[data-row].is-now input[type=checkbox]");
  box?.click();
  return Boolean(box);
}

function answer(key) {
  if (going) {
    going = false;
    const area = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
    area?.click();
    return Boolean(area);
  }
  if (key === "j" || key === "k") return step(key === "j" ? 1 : -1), true;
  if (key === "x") return toggleRow();
  if (key === "g") return (going = true);
  if (key === "?") return dialog.showModal(), true;
  return press(key);
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return document.querySelector("details[open].jz-me")?.removeAttribute("open");
  if (isOff() || dialog?.open || isTyping(event.target)) return;
  if (answer(event.key.toLowerCase())) event.preventDefault();
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.("[data-row]");
  if (row) for (const other of rows()) other.classList.toggle("is-now", other === row);
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) document.getElementById(opener.dataset.open)?.showModal();
  if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
});

const sw = document.querySelector("[data-keys-switch]");
function showSwitch() {
  sw.textContent = isOff() ? "启用单键快捷键" : "停用单键快捷键";
  sw.setAttribute("aria-pressed", String(isOff()));
}
if (sw) {
  showSwitch();
  sw.addEventListener("click", () => {
    localStorage.setItem(OFF, isOff() ? "0" : "1");
    showSwitch();
  });
}
