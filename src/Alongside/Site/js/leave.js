// Leaves without a trace in the list of pages visited, where the form alone would leave the page in it.
// Without this script the form still ends the visit and leads away.
(() => {
  const form = document.querySelector("form.leave");
  if (!form) return;

  const leave = () => {
    document.documentElement.hidden = true;
    navigator.sendBeacon(form.action, new URLSearchParams());
    location.replace(form.dataset.to);
  };

  form.addEventListener("submit", event => {
    event.preventDefault();
    leave();
  });

  // Twice Escape within a second, from wherever one is on the page.
  let last = -Infinity;
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    if (event.timeStamp - last < 1000) leave();
    last = event.timeStamp;
  });
})();
