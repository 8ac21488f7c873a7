/** Windows above the page. The browser keeps the focus inside, closes them on Esc and gives the focus back. */

import { html, useLayoutEffect, useRef } from "./vendor/htm-preact.js";
import { Store, useStore } from "./store.js";
import { t } from "./strings.js";

/** {name, props}: which window is open. */
export const windows = new Store({ name: null, props: {} });

export const openWindow = (name, props = {}) => windows.set({ name, props });
export const closeWindow = () => windows.set({ name: null, props: {} });

export function Dialog({ title, className = "", isRead = false, children }) {
  const ref = useRef();
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog.showModal();
    if (!isRead) dialog.querySelector("form :is(input, select, textarea):not([readonly])")?.focus();
    return () => dialog.close();
  }, []);
  const leave = (event) => {
    event.preventDefault();
    closeWindow();
  };
  return html`<dialog ref=${ref} class=${className} aria-labelledby="window-title" onCancel=${leave}>
    <header class="window-head">
      <h2 id="window-title">${title}</h2>
      <button type="button" class="plain" id="window-close" aria-label=${t("close")} onClick=${closeWindow}>✕</button>
    </header>
    ${children}
  </dialog>`;
}

/** Draws the open window; `known` maps names to components. */
export function Windows({ known }) {
  const { name, props } = useStore(windows);
  const Shown = known[name];
  return Shown ? html`<${Shown} key=${name} ...${props} />` : null;
}
