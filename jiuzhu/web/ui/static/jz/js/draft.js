// What is being typed stays in this tab until it is sent: going back, a lost login or a closed lid loses nothing.
const PREFIX = "jz-draft:";
const SKIP = new Set(["password", "file", "hidden", "submit"]);
const forms = [...document.querySelectorAll("form[data-draft]")];
const keyOf = (form) => PREFIX + form.dataset.draft;

const fieldsOf = (form) => [...form.elements].filter((field) => field.name && !SKIP.has(field.type));

function save(form) {
  const typed = fieldsOf(form).map((field) => [field.name, field.value, field.checked ?? null]);
  sessionStorage.setItem(keyOf(form), JSON.stringify(typed));
}

function restore(form) {
  const typed = JSON.parse(sessionStorage.getItem(keyOf(form)) ?? "[]");
  const fields = fieldsOf(form);
  if (typed.length !== fields.length) return;
  fields.forEach((field, index) => {
    const [name, value, checked] = typed[index];
    if (field.name !== name) return;
    if (checked === null || !["checkbox", "radio"].includes(field.type)) field.value = value;
    else field.checked = field.value === value && checked;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

for (const form of forms) {
  if (form.dataset.bound !== undefined) sessionStorage.removeItem(keyOf(form));
  else restore(form);
  form.addEventListener("input", () => save(form));
  form.addEventListener("submit", () => sessionStorage.setItem(`${PREFIX}sent`, keyOf(form)));
}

// A form that was sent and is not shown again has done its work: forget what was typed.
const sent = sessionStorage.getItem(`${PREFIX}sent`);
if (sent && !forms.some((form) => keyOf(form) === sent)) {
  sessionStorage.removeItem(sent);
  sessionStorage.removeItem(`${PREFIX}sent`);
}

document.querySelector("[data-back]")?.addEventListener("click", (event) => {
  if (event.currentTarget.dataset.back === "link" || history.length < 2) return;
  event.preventDefault();
  history.back();
});
