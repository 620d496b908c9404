// A chosen file is named beside its button, which hides the browser's own words.
document.addEventListener("change", (event) => {
  const input = event.target;
  if (!input.matches?.("[data-file]")) return;
  input.closest(".jz-field").querySelector("[data-file-said]").textContent = [...input.files].map((file) => file.name).join("、");
});
