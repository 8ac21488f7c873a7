/** What the browser remembers; kept in memory where it allows no storage or is full. */

const PREFIX = "dialog.console.";

class Area {
  #memory = new Map();

  constructor(name) {
    this.name = name;
  }

  get #store() {
    try {
      return window[this.name];
    } catch {
      return null;
    }
  }

  get(key) {
    try {
      return JSON.parse(this.#memory.get(key) ?? this.#store?.getItem(PREFIX + key) ?? "null");
    } catch {
      return null;
    }
  }

  set(key, value) {
    const text = JSON.stringify(value);
    this.#memory.delete(key);
    try {
      this.#store.setItem(PREFIX + key, text);
    } catch {
      this.#memory.set(key, text);
    }
  }

  remove(key) {
    this.#memory.delete(key);
    this.#store?.removeItem(PREFIX + key);
  }

  /** Keys that begin with `start`. */
  keys(start) {
    const stored = Object.keys(this.#store ?? {}).filter((key) => key.startsWith(PREFIX));
    const all = new Set([...stored.map((key) => key.slice(PREFIX.length)), ...this.#memory.keys()]);
    return [...all].filter((key) => key.startsWith(start));
  }
}

/** Calls `listener` with the value that another tab of this browser has written under `key`. */
export function onOtherTab(key, listener) {
  window.addEventListener("storage", (event) => {
    if (event.key === PREFIX + key && event.newValue) listener(JSON.parse(event.newValue));
  });
}

/** Settings of this browser. */
export const device = new Area("localStorage");

/** Gone with the tab: desks are shared, and drafts hold what citizens said. */
export const tab = new Area("sessionStorage");
