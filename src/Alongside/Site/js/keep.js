// Keeps what is being typed in a form that says after how many seconds. Without this script its button does the same.
(() => {
  const form = document.querySelector("form[data-keep]");
  if (!form) return;

  const status = form.querySelector("[data-kept]");
  const typed = () => new URLSearchParams(new FormData(form)).toString();
  let kept = typed();
  let sending = false;

  const keep = async () => {
    const now = typed();
    if (sending || now === kept) return;
    sending = true;
    try {
      const body = new URLSearchParams(now);
      body.set("Form.Do", "keep");
      const answer = await fetch(location.href, { method: "POST", body, redirect: "manual" });
      if (answer.type !== "opaqueredirect") {
        status.textContent = status.dataset.unkept;
        return;
      }
      kept = now;
      const clock = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });
      status.textContent = status.dataset.kept.replace("{0}", clock);
    } catch {
      // The line is down: what was typed still stands in the form, and the next round tries again.
      status.textContent = status.dataset.unkept;
    } finally {
      sending = false;
    }
  };

  setInterval(keep, Number(form.dataset.keep) * 1000);
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
})();
