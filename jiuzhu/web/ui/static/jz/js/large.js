// 大字版 without leaving the page, so that nothing typed is lost. Without this script the button posts and comes back.
for (const form of document.querySelectorAll("[data-large]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const isLarge = document.documentElement.classList.toggle("jz-large");
    document.cookie = `jz_large=${isLarge ? "1; max-age=31536000" : "; max-age=0"}; path=/; samesite=lax`;
    const button = form.querySelector("button");
    button.textContent = isLarge ? "标准版" : "大字版";
    button.setAttribute("aria-pressed", String(isLarge));
  });
}
