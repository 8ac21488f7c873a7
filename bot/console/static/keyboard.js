/** Everything by keyboard. Single letters never act inside fields and can be switched off (WCAG 2.1.4). */

import { startAction } from "./actions.js";
import { conversation } from "./conversation.js";
import { openWindow, windows } from "./dialog.js";
import { ownPages } from "./pages.js";
import { moveInQueue } from "./queue.js";
import { go, route } from "./router.js";
import { session } from "./session.js";
import { device } from "./storage.js";
import { Store } from "./store.js";

const SEQUENCE_MS = 1500;

/** {isOn}: whether single letters act. */
export const shortcuts = new Store({ isOn: device.get("shortcuts") !== false });

export function switchShortcuts(isOn) {
  device.set("shortcuts", isOn);
  shortcuts.set({ isOn });
}

/** [keys, key of the words] for the list of shortcuts; those of pages are added to it. */
export const SHORTCUTS = [
  ["j ↓", "key_next"],
  ["k ↑", "key_previous"],
  ["Enter", "key_open"],
  ["c", "key_claim"],
  ["r", "key_reply"],
  ["n", "key_note"],
  ["/", "key_canned"],
  ["t", "key_transfer"],
  ["e", "key_resolve"],
  ["d", "key_details"],
  ["Ctrl+Enter", "key_send"],
  ["Esc", "key_close"],
  ["?", "key_help"],
];

const press = (id) => {
  const button = document.getElementById(id);
  if (button && !button.disabled) button.click();
};

/** What a button brings is drawn just after it was pressed. */
function write(mode) {
  press(`mode-${mode}`);
  setTimeout(() => document.getElementById(`${mode}-text`)?.focus());
}

function searchCanned() {
  press("mode-reply");
  setTimeout(() => press("canned"));
}

function showDetails() {
  if (document.getElementById("show-details")) press("show-details");
  else document.querySelector(".details-side")?.focus();
}

const onTalk = (action) => () => {
  if (route.value.page === "queue" && conversation.value.talk) action();
};

const ACTIONS = {
  j: () => moveInQueue(1),
  k: () => moveInQueue(-1),
  c: onTalk(() => press("claim")),
  r: onTalk(() => write("reply")),
  n: onTalk(() => write("note")),
  "/": onTalk(searchCanned),
  t: onTalk(() => startAction("transfer")),
  e: onTalk(() => startAction("resolve")),
  d: onTalk(showDetails),
  "?": () => openWindow("shortcuts"),
};

const isField = (element) => element?.matches?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

let waitsForPage = 0;

function onArrow(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !document.activeElement?.closest?.("#queue .rows, #reports [data-report]")) return false;
  event.preventDefault();
  moveInQueue(step);
  return true;
}

function onLetter(event) {
  if (Date.now() - waitsForPage < SEQUENCE_MS) {
    waitsForPage = 0;
    const page = ownPages().find(({ key }) => key === event.key);
    if (page) go(page.name);
    return Boolean(page);
  }
  if (event.key === "g") {
    waitsForPage = Date.now();
    return true;
  }
  const action = ACTIONS[event.key];
  action?.();
  return Boolean(action);
}

window.addEventListener("keydown", (event) => {
  const { phase, me } = session.value;
  if (phase !== "in" || me.must_set_second_factor || windows.value.name || event.defaultPrevented) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && isField(event.target)) event.target.blur();
  if (isField(event.target) || onArrow(event) || !shortcuts.value.isOn) return;
  if (onLetter(event)) event.preventDefault();
});
