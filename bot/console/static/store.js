/** A value that components follow: changed by `set`, read by `useStore`. */

import { useLayoutEffect, useState } from "./vendor/htm-preact.js";

export class Store {
  #listeners = new Set();

  constructor(value) {
    this.value = value;
  }

  /** Merges a change and tells everybody who follows. */
  set(change) {
    this.value = { ...this.value, ...change };
    for (const listener of [...this.#listeners]) listener(this.value);
  }

  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** The store's value; the component is drawn again when it changes. */
export function useStore(store) {
  const [, draw] = useState(0);
  useLayoutEffect(() => store.subscribe(() => draw((count) => count + 1)), [store]);
  return store.value;
}
