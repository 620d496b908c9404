// The list an officer came from goes along: [ and ] lead to the previous and the next case of it.
const LIST = "jz-list";
const rows = [...document.querySelectorAll("[data-row] th a[href]")].map((link) => new URL(link.href).pathname);
const place = document.querySelector("[data-neighbours]");

if (place) {
  const list = JSON.parse(sessionStorage.getItem(LIST) ?? "[]");
  const here = list.indexOf(location.pathname);
  for (const [key, words, step] of [["[", "上一件", -1], ["]", "下一件", 1]]) {
    const href = here < 0 ? undefined : list[here + step];
    if (!href) continue;
    const link = Object.assign(document.createElement("a"), { href, className: "jz-btn is-small", textContent: words });
    link.dataset.key = key;
    place.append(link);
  }
} else if (rows.length) {
  sessionStorage.setItem(LIST, JSON.stringify(rows));
}
