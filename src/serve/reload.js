// Served by `accolade serve` alone: loads the page again when the project has changed. Never part of a published site.
const script = document.currentScript;
const events = new EventSource(new URL("events" + new URL(script.src).search, script.src));
events.addEventListener("reload", () => {
  events.close();
  location.reload();
});
addEventListener("pagehide", () => events.close());
