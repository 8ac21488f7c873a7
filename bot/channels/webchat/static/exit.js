/**
 * The quick exit: one link, or Escape pressed twice. What is on the screen and on this device goes before any network
 * answers, then the tab shows another page in place of this one. It stands alone, so that it works while the other parts
 * are still loading or have failed. In a frame of another site the page around goes too: `embed.js` takes it away.
 */

const PREFIX = "dialog."; // of all that the chat keeps; see storage.js
const LEFT = `${PREFIX}left`;
const TWICE_MS = 1000;

const HOST_MS = 500; // for the page around to go by itself

const link = document.getElementById("exit");
const { host } = document.documentElement.dataset; // its origin, one that the server knows
let hasLeft = false;
let pressedAt = -Infinity;

/** Leaves in every tab of the chat. The chat hears `leaving` first: it sends what waits and falls silent. */
function leave() {
  if (hasLeft) return;
  hasLeft = true;
  document.documentElement.hidden = true;
  document.title = link.hostname;
  window.dispatchEvent(new Event("leaving"));
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
    localStorage.setItem(LEFT, "1"); // tells the other tabs
    localStorage.removeItem(LEFT);
  } catch {
    // a browser without storage has kept nothing
  }
  go();
}

function go() {
  if (window.top === window) return location.replace(link.href);
  if (host) window.parent.postMessage({ dialog: "left" }, host);
  // Where nobody listens: allowed to a frame in which somebody has typed or clicked.
  setTimeout(() => window.top.location.replace(link.href), HOST_MS);
}

link.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});
document.addEventListener(
  "keydown",
  ({ key, repeat, isComposing, timeStamp }) => {
    if (repeat || isComposing) return;
    // One press closes a menu or a question; the second leaves, whatever the first has closed.
    if (key === "Escape" && timeStamp - pressedAt < TWICE_MS) leave();
    pressedAt = key === "Escape" ? timeStamp : -Infinity;
  },
  true,
);
window.addEventListener("storage", ({ key, newValue }) => key === LEFT && newValue && leave());
// A browser that kept the page may bring it back as it was, blank; it goes again.
window.addEventListener("pageshow", ({ persisted }) => persisted && hasLeft && go());
window.addEventListener("message", ({ origin, source, data }) => {
  if (host && origin === host && source === window.parent && data?.dialog === "leave") leave();
});
