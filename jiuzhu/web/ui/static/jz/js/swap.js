// After htmx changes a part of the page: the keyboard goes to what changed, and a failed read is never an empty one.
function focusOn(part) {
  const heading = part.matches?.("[data-focus]") ? part : part.querySelector("[data-focus], h1, h2, h3");
  if (!heading) return;
  if (!heading.hasAttribute("tabindex")) heading.tabIndex = -1;
  heading.focus();
}

function say(target, text) {
  const note = document.createElement("div");
  note.className = "jz-note is-failed";
  note.setAttribute("role", "alert");
  for (const line of text) note.append(Object.assign(document.createElement("p"), { textContent: line }));
  target.querySelector(":scope > .jz-note.is-failed")?.remove();
  target.prepend(note);
}

document.addEventListener("htmx:afterSettle", (event) => focusOn(event.detail.elt));
document.addEventListener("htmx:sendError", (event) =>
  say(event.detail.target, ["没有连上，不是没有", "您写的都在。看一下网络，再按一次。"]));
document.addEventListener("htmx:responseError", (event) =>
  say(event.detail.target, ["没有读出来，不是没有", "原来的记录没有改动。再试一次；还不行请打 12345。"]));

document.querySelector("[data-focus]")?.focus();
