// Photos are shown at once and made small on the phone before they travel: at most 1,800 px, about 300 KB each.
// A camera gives one photo at a time: each is added to those before it.
const LONGEST = 1800;
const QUALITY = 0.8;
const SMALL = new WeakSet();
const chosen = new WeakMap();

async function smaller(file) {
  if (SMALL.has(file)) return file;
  const image = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width * scale, height: image.height * scale });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  const small = blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" }) : file;
  SMALL.add(small);
  return small;
}

function preview(input, file, index) {
  const figure = document.createElement("figure");
  figure.dataset.preview = "";
  const picture = Object.assign(document.createElement("img"), { src: URL.createObjectURL(file), alt: `刚选的第 ${index + 1} 张照片` });
  const words = Object.assign(document.createElement("figcaption"), { textContent: `第 ${index + 1} 张 ` });
  const remove = Object.assign(document.createElement("button"), { type: "button", className: "jz-btn is-text", textContent: "不要这张" });
  remove.addEventListener("click", () => keep(input, chosen.get(input).filter((one) => one !== file)));
  words.append(remove);
  figure.append(picture, words);
  input.closest(".jz-photo-add").before(figure);
}

function keep(input, files, refused = []) {
  const frame = input.closest("[data-photos]");
  const said = frame.parentElement.querySelector("[data-photo-said]");
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  chosen.set(input, files);
  input.files = transfer.files;
  for (const old of frame.querySelectorAll("[data-preview]")) old.remove();
  files.forEach((file, index) => preview(input, file, index));
  said.textContent = refused.length
    ? `${refused.join("、")} 不是照片，没有收下。请重新拍，或者选别的照片。`
    : `选好 ${files.length} 张，看不清可以再拍。`;
  input.dispatchEvent(new Event("kept", { bubbles: true }));
}

async function take(input) {
  const before = input.multiple ? (chosen.get(input) ?? []) : [];
  const refused = [];
  const added = [];
  for (const file of input.files) {
    try {
      added.push(await smaller(file));
    } catch {
      refused.push(file.name);
    }
  }
  keep(input, [...before, ...added], refused);
}

document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-photo]")) take(event.target);
});
