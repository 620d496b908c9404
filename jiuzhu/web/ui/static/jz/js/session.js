// Five minutes before a login ends: say so, and let one press keep it.
const { sessionEnds, sessionKeep } = document.body.dataset;
const EARLY = 5 * 60;

function warn() {
  const note = document.createElement("div");
  note.className = "jz-banner is-soon jz-status";
  note.setAttribute("role", "alert");
  note.innerHTML = "<span>还有 5 分钟登录就结束了。您写的都在。</span>";
  const keep = Object.assign(document.createElement("button"), { type: "button", className: "jz-btn is-small", textContent: "继续办理" });
  keep.addEventListener("click", async () => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    const answer = await fetch(sessionKeep, { method: "POST", headers: { "X-CSRFToken": token } });
    if (!answer.ok) return;
    note.remove();
    wait(await answer.json());
  });
  note.append(keep);
  document.body.append(note);
}

function wait(endsAt) {
  setTimeout(warn, Math.max(0, (endsAt - EARLY) * 1000 - Date.now()));
}

if (sessionEnds) wait(Number(sessionEnds));
