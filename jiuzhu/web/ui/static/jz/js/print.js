// A list on paper: everything, or the rows that were picked. The button appears only where it can print.
const button = document.querySelector("[data-print]");
const said = document.querySelector("[data-print-said]");
const all = said?.textContent;

function count() {
  const picked = document.querySelectorAll("[data-pick]:checked").length;
  said.textContent = picked ? `打印选中的 ${picked} 户` : all;
}

if (button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
  document.addEventListener("change", (event) => event.target.matches("[data-pick]") && count());
  count();
}
