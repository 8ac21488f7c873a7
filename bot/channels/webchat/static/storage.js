/** What this device remembers of the conversation; kept in memory where the browser allows no storage. */

const PREFIX = "dialog.";

export class Storage {
  #memory = new Map();
  #local = null;

  constructor() {
    try {
      this.#local = window.localStorage;
      this.#local.setItem(`${PREFIX}probe`, "1");
      this.#local.removeItem(`${PREFIX}probe`);
    } catch {
      this.#local = null;
    }
  }

  /** The stored value, or null. */
  get(key) {
    const text = this.#memory.get(key) ?? this.#local?.getItem(PREFIX + key);
    try {
      return text ? JSON.parse(text) : null;
    } catch {
      return null;
    }
  }

  set(key, value) {
    const text = JSON.stringify(value);
    this.#memory.delete(key);
    try {
      this.#local.setItem(PREFIX + key, text);
    } catch {
      this.#memory.set(key, text); // no storage, or it is full
    }
  }

  remove(key) {
    this.#memory.delete(key);
    this.#local?.removeItem(PREFIX + key);
  }

  /** Keys that begin with `start`. */
  keys(start) {
    const stored = this.#local ? Object.keys(this.#local) : [];
    const own = stored.filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
    return [...new Set([...own, ...this.#memory.keys()])].filter((key) => key.startsWith(start));
  }

  /** Calls `changed(key, value)` when another tab of this browser writes or removes a value, until `signal` aborts. */
  watch(changed, signal) {
    const tell = ({ key, newValue }) => {
      if (key?.startsWith(PREFIX)) changed(key.slice(PREFIX.length), newValue === null ? null : JSON.parse(newValue));
    };
    window.addEventListener("storage", tell, { signal });
  }
}
