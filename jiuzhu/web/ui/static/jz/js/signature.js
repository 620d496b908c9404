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

  function redraw() {
    blank();
    if (!field.value) return;
    said.textContent = "已签名。要重签请先擦掉。";
    const drawn = new Image();
    drawn.onload = () => {
      const scale = Math.min(canvas.width / drawn.width, canvas.height / drawn.height);
      pen.drawImage(drawn, 0, 0, drawn.width * scale, drawn.height * scale);
    };
    drawn.src = field.value;
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
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  clear.addEventListener("click", () => {
    blank();
    field.value = "";
    said.textContent = "已擦掉，请重新签名。";
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  box.querySelector("input[type=file]").addEventListener("change", (event) => {
    said.textContent = event.target.files.length ? "已选签字页的照片。" : "";
  });
  field.addEventListener("restored", redraw);
  redraw();
}

document.querySelectorAll("[data-signature]").forEach(enable);
