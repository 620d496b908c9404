// An identity number falls into 6 + 8 + 4 when its field is left, and closes up again while it is typed: whole and chosen, so that
// who types anew replaces it. What the server would find wrong with it is said when the field is left.
const narrow = (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0); // of a Chinese input method
const plain = (text) => text.replace(/[！-～]/g, narrow).replace(/[\s-]/g, "").toUpperCase();
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]; // GB 11643
const check = (number) => "10X98765432"[weights.reduce((sum, weight, place) => sum + weight * number[place], 0) % 11];

function wrong(number) {
  if (!/^\d{17}[\dX]$/.test(number)) return `身份证号应是 18 位，前 17 位是数字，最后一位是数字或 X；现在是 ${number.length} 位`;
  return check(number) === number[17] ? "" : "最后一位对不上，请对着身份证再看一遍";
}

function tell(field, words) {
  const frame = field.closest(".jz-field");
  if (!frame) return;
  frame.querySelector("[data-idnumber-said]")?.remove();
  if (!words || frame.querySelector(".jz-error")) return; // the server has said it already
  const said = document.createElement("p");
  said.className = "jz-error";
  said.dataset.idnumberSaid = "";
  said.setAttribute("role", "status");
  said.textContent = words;
  field.after(said);
}

// What is said moves what lies below it: a press that has begun there is let end first, so that it hits what was meant.
let pressed = false;
document.addEventListener("pointerdown", () => { pressed = true; }, true);
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { pressed = false; }, true);
function afterThePress(act) {
  if (pressed) document.addEventListener("pointerup", () => setTimeout(act), { once: true });
  else setTimeout(act);
}

document.addEventListener("focusout", ({ target }) => {
  if (target.dataset?.idnumber === undefined) return;
  const number = plain(target.value);
  target.value = number.replace(/^(\d{6})(\d{8})([\dX]{4})$/, "$1 $2 $3");
  afterThePress(() => tell(target, number && wrong(number)));
});
document.addEventListener("focusin", ({ target }) => {
  if (target.dataset?.idnumber === undefined) return;
  target.value = plain(target.value);
  target.select();
});
