// Says a typed amount in words under its field: 合一年 9,600 元（九千六百元）.
const DIGITS = "零一二三四五六七八九";
const PLACES = ["", "十", "百", "千"];
const GROUPS = ["", "万", "亿", "万亿"];

function groupInWords(group) {
  let text = "";
  let gap = false;
  for (const place of [3, 2, 1, 0]) {
    const digit = Math.floor(group / 10 ** place) % 10;
    if (digit) text += (gap ? "零" : "") + DIGITS[digit] + PLACES[place];
    gap = !digit && Boolean(text);
  }
  return text;
}

function wholeInWords(number) {
  if (number === 0) return "零";
  let text = "";
  let gap = false;
  for (const index of [3, 2, 1, 0]) {
    const group = Math.floor(number / 10_000 ** index) % 10_000;
    if (group) text += (text && (gap || group < 1_000) ? "零" : "") + groupInWords(group) + GROUPS[index];
    gap = !group && Boolean(text);
  }
  return text.startsWith("一十") ? text.slice(1) : text;
}

export function yuanInWords(fen) {
  const whole = Math.floor(fen / 100);
  const jiao = Math.floor((fen % 100) / 10);
  const cents = fen % 10;
  let text = whole || !(fen % 100) ? `${wholeInWords(whole)}元` : "";
  if (jiao) text += `${DIGITS[jiao]}角`;
  else if (cents && whole) text += "零";
  return text + (cents ? `${DIGITS[cents]}分` : "");
}

function echo(typed, isYearly) {
  const narrow = typed.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).trim().replace("。", ".");
  const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(narrow) ? narrow.replaceAll(",", "") : narrow;
  if (!/^\d{1,10}(\.\d{1,2})?$/.test(plain) || Number(plain) === 0) return "";
  const fen = Math.round(Number(plain) * 100) * (isYearly ? 12 : 1);
  const written = (fen / 100).toLocaleString("en", { minimumFractionDigits: fen % 100 ? 2 : 0 });
  return `${isYearly ? "合一年 " : ""}${written} 元（${yuanInWords(fen)}）`;
}

function isMonthly(amount) {
  const { money, moneyPer } = amount.dataset;
  return money === "year" || Boolean(moneyPer) && amount.form?.elements[moneyPer]?.value === "month";
}

function say(amount) {
  const line = document.querySelector(`[data-echo="${CSS.escape(amount.id)}"]`);
  if (line) line.textContent = echo(amount.value, isMonthly(amount));
}

document.addEventListener("input", ({ target }) => {
  if (target.dataset?.money) say(target);
  else if (target.name) document.querySelectorAll(`[data-money-per="${CSS.escape(target.name)}"]`).forEach(say);
});
