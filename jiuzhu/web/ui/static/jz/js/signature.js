// A name written with a finger: the canvas fills the hidden field; without this script the photo field is used.
function enable(box) {
  const canvas = box.querySelector("canvas");
  const field = box.querySelector("input[type=hidden]");
  const clear = box.querySelector("[data-signature-clear]");
  const said = box.querySelector("[data-signature-said]");
  const pen = canvas.getContext("2d");
  canvas.hidden = clear.hidden = false;

  function blank() {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    Object.assign(pen, { lineWidth: 4, lineCap: "round", lineJoin: "round", strokeStyle: "#1b2226" });
  }

  function at(event) {
    const frame = canvas.getBoundingClientRect();
    return [((event.clientX - frame.left) * canvas.width) / frame.width, ((event.clientY - frame.top) * canvas.height) / frame.height];
  }

  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...at(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!event.buttons) return;
    pen.lineTo(...at(event));
    pen.stroke();
  });
  canvas.addEventListener("pointerup", () => {
    field.value = canvas.toDataURL("image/png");
    said.textContent = "已签名。";
  });
  clear.addEventListener("click", () => {
    blank();
    field.value = "";
    said.textContent = "已擦掉，请重新签名。";
  });
  blank();
  if (field.value) Object.assign(new Image(), { onload() { pen.drawImage(this, 0, 0); } }).src = field.value;
}

document.querySelectorAll("[data-signature]").forEach(enable);
