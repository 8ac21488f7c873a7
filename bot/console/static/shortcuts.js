/** The list of keyboard shortcuts, as a window and as a part of the account page. */

import { html } from "./vendor/htm-preact.js";
import { Dialog } from "./dialog.js";
import { Check } from "./forms.js";
import { SHORTCUTS, shortcuts, switchShortcuts } from "./keyboard.js";
import { ownPages } from "./pages.js";
import { useStore } from "./store.js";
import { t } from "./strings.js";

const Keys = ({ keys }) => keys.split(" ").map((key, index) => html`${index > 0 && " "}<kbd>${key}</kbd>`);

export function ShortcutList() {
  const { isOn } = useStore(shortcuts);
  return html`<div>
    <${Check} id="shortcuts-on" label=${t("account_shortcuts_on")} checked=${isOn} onChange=${switchShortcuts} />
    <p class="hint">${t("shortcuts_hint")}</p>
    <dl class="shortcuts">
      ${SHORTCUTS.map(([keys, words]) => html`<div key=${words}><dt><${Keys} keys=${keys} /></dt><dd>${t(words)}</dd>
        </div>`)}
      ${ownPages().map(({ name, key }) => html`<div key=${name}><dt><kbd>g</kbd> ${t("key_then")} <kbd>${key}</kbd></dt>
        <dd>${t("key_page", { page: t(`page_${name}`) })}</dd></div>`)}
    </dl>
  </div>`;
}

export const ShortcutsWindow = () => html`<${Dialog} title=${t("shortcuts")}><${ShortcutList} /><//>`;
