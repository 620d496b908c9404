// 念给我听: reads the page's main text in Chinese; the same button stops it.
const button = document.querySelector("[data-aloud]");
const QUIET = "script, style, svg, [hidden], [aria-hidden=true], [data-aloud], .jz-no-read";

function text() {
  const copy = (document.querySelector("[data-read]") ?? document.getElementById("main")).cloneNode(true);
  for (const part of copy.querySelectorAll(QUIET)) part.remove();
  for (const block of copy.querySelectorAll("h1, h2, h3, p, li, dt, dd, label, tr")) block.append("。");
  return copy.textContent.replace(/\s+/g, " ").replace(/[。 ]{2,}/g, "。");
}

function show(isReading) {
  button.querySelector("span").textContent = isReading ? "停下来" : "念给我听";
  button.setAttribute("aria-pressed", String(isReading));
}

if (button && "speechSynthesis" in window) {
  button.hidden = false;
  button.addEventListener("click", () => {
    if (speechSynthesis.speaking) {
      speechSynthesis.cancel();
      return show(false);
    }
    for (const sentence of text().match(/[^。！？；]+[。！？；]?/g) ?? []) {
      const speech = new SpeechSynthesisUtterance(sentence);
      speech.lang = "zh-CN";
      speech.rate = 0.9;
      speech.onend = () => speechSynthesis.pending || show(false);
      speechSynthesis.speak(speech);
    }
    show(true);
  });
  addEventListener("pagehide", () => speechSynthesis.cancel());
}
