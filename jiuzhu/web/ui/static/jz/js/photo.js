// Photos are shown at once and made small on the phone before they travel: at most 1,800 px, about 300 KB each.
const LONGEST = 1800;
const QUALITY = 0.8;

async function smaller(file) {
  const image = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width * scale, height: image.height * scale });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" }) : file;
}

function preview(frame, file, index) {
  const figure = document.createElement("figure");
  figure.dataset.preview = "";
  const picture = Object.assign(document.createElement("img"), { src: URL.createObjectURL(file), alt: `刚选的第 ${index + 1} 张照片` });
  figure.append(picture, Object.assign(document.createElement("figcaption"), { textContent: `第 ${index + 1} 张` }));
  frame.insertBefore(figure, frame.querySelector(".jz-photo-add"));
}

async function take(input) {
  const frame = input.closest("[data-photos]");
  const said = frame.parentElement.querySelector("[data-photo-said]");
  for (const old of frame.querySelectorAll("[data-preview]")) old.remove();
  const chosen = new DataTransfer();
  const refused = [];
  for (const file of input.files) {
    try {
      chosen.items.add(await smaller(file));
    } catch {
      refused.push(file.name);
    }
  }
  input.files = chosen.files;
  [...chosen.files].forEach((file, index) => preview(frame, file, index));
  said.textContent = refused.length
    ? `${refused.join("、")} 不是照片，没有收下。请重新拍，或者选别的照片。`
    : `选好 ${chosen.files.length} 张，看不清可以再拍。`;
}

document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-photo]")) take(event.target);
});
