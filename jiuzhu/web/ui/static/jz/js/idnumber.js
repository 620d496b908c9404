// An identity number falls into 6 + 8 + 4 when its field is left, and closes up again while it is typed.
const plain = (text) => text.replace(/[\s-]/g, "").toUpperCase();

document.addEventListener("focusout", ({ target }) => {
  if (target.dataset?.idnumber === undefined) return;
  target.value = plain(target.value).replace(/^(\d{6})(\d{8})([\dX]{4})$/, "$1 $2 $3");
});
document.addEventListener("focusin", ({ target }) => {
  if (target.dataset?.idnumber !== undefined) target.value = plain(target.value);
});
