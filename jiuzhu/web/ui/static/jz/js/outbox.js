// A form that outlives a lost network: all of it, photos and signatures too, stays in this phone's own database and is
// sent when there is a network again. The number it was opened with makes it one record however often it arrives.
const STORE = "forms";
const KEEP = 30 * 24 * 3600 * 1000;
const PAUSE = 400;
const AGAIN = 30_000;
const me = document.body.dataset.login;
const form = document.querySelector("form[data-outbox]");
const here = form && `${me} ${location.pathname}`;
const line = document.querySelector("[data-outbox-said]");
let shelf;
let state = "draft";
let isBusy = false;
let timer;

function open() {
  return new Promise((done, fail) => {
    const asked = indexedDB.open("jz-outbox", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}

function ask(mode, verb, ...given) {
  return new Promise((done, fail) => {
    const asked = shelf.transaction(STORE, mode).objectStore(STORE)[verb](...given);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}

const put = (draft) => ask("readwrite", "put", draft);
const drop = (key) => ask("readwrite", "delete", key);
const clock = (at) => new Date(at).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });

function say(words, tone = "offline", to = "", link = "") {
  if (!line) return;
  line.className = `jz-banner is-${tone}`;
  line.textContent = words;
  line.hidden = !words;
  if (to) line.append(Object.assign(document.createElement("a"), { href: to, textContent: link }));
}

async function save() {
  clearTimeout(timer);
  const written = [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && (typeof value === "string" || value.size));
  const draft = { key: here, me, to: location.pathname, name: form.dataset.outbox, state, at: Date.now(), written };
  await put(draft);
  form.dataset.saved = "yes";
  if (!navigator.onLine && state === "draft") say(`没有信号 · 已存在手机里 ${clock(draft.at)}，可以接着写`);
  return draft;
}

function saveSoon(event) {
  clearTimeout(timer);
  form.dataset.saved = "no";
  timer = setTimeout(save, event.type === "input" ? PAUSE : 0);
}

function fill(field, values) {
  if (["checkbox", "radio"].includes(field.type)) {
    field.checked = values.includes(field.value);
    return;
  }
  if (!values.length) return;
  if (field.type === "file") {
    const files = new DataTransfer();
    for (const file of values) files.items.add(file);
    field.files = files.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    return;
  }
  [field.value] = values;
  field.dispatchEvent(new Event("restored"));
  if (field.value) field.closest("details")?.setAttribute("open", "");
}

function restore(draft) {
  const told = new FormData();
  for (const [name, value] of draft.written) told.append(name, value);
  for (const [name, value] of draft.written) {
    if (!form.elements[name]) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  for (const field of form.elements) {
    if (field.name && field.name !== "csrfmiddlewaretoken") fill(field, told.getAll(field.name));
  }
}

// Where a draft went: the page to show next, or why it did not arrive.
async function send(draft) {
  const body = new FormData();
  for (const [name, value] of draft.written) body.append(name, value);
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  const answer = await fetch(draft.to, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": token } });
  if (answer.headers.get("Content-Type")?.startsWith("application/json")) return (await answer.json());
  if (answer.redirected || answer.status === 403) return { signIn: true };
  if (answer.status >= 500) throw new Error(answer.statusText);
  return { wrong: true };
}

async function deliver(draft) {
  const isHere = draft.key === here;
  isBusy = true;
  try {
    const { to, signIn } = await send(draft);
    if (to) {
      await drop(draft.key);
      if (isHere) location.assign(to);
      else say(`${draft.name}已经提交。`, "done", to, "看案件");
    } else if (signIn) {
      say("登录已经结束，写的都在。重新登录后自动提交。", "soon", location.pathname, "去登录");
    } else {
      await put({ ...draft, state: "draft" });
      if (isHere) form.submit();
      else say(`${draft.name}没有交上，写的都在。`, "late", draft.to, "看哪里要改");
    }
  } catch {
    say(`${isHere ? "" : draft.name}已保存在本机，等网络恢复后自动提交`);
    setTimeout(deliverAll, AGAIN);
  }
  isBusy = false;
}

async function deliverAll() {
  if (isBusy || !navigator.onLine) return;
  for (const draft of await ask("readonly", "getAll")) {
    if (draft.state === "waiting" && draft.me === me) await deliver(draft);
    else if (draft.state === "draft" && Date.now() - draft.at > KEEP) await drop(draft.key);
  }
}

async function bind() {
  const known = form.dataset.bound === undefined && (await ask("readonly", "get", here));
  if (known) {
    state = known.state;
    restore(known);
    say(`接着写：已存在手机里 ${clock(known.at)}`);
  }
  for (const kind of ["input", "change", "kept"]) form.addEventListener(kind, saveSoon);
  for (const kind of ["offline", "pagehide"]) addEventListener(kind, save);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isBusy) return;
    state = "waiting";
    await deliver(await save());
  });
  if (!known) await save();
}

// Without a database (a private window) a form is sent the plain way.
if (me && globalThis.indexedDB) {
  shelf = await open();
  if (form) await bind();
  addEventListener("online", deliverAll);
  await deliverAll();
}
