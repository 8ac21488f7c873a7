/** What the chat in a frame tells the page around it: Escape that closes nothing here, and answers while it is closed. */

const { host } = document.documentElement.dataset; // the origin of the page around, one that the server knows
const tell = (dialog) => host && window.parent.postMessage({ dialog }, host);
const isOpen = () => document.querySelector("dialog[open], #language-menu[open]");

document.addEventListener(
  "keydown",
  ({ key, repeat, isComposing }) => key === "Escape" && !repeat && !isComposing && !isOpen() && tell("close"),
  true,
);
window.addEventListener("answered", () => tell("answered"));
