/** Who may not write for a while, until when, and why. */

import { html } from "./vendor/htm-preact.js";
import { useAnswer } from "./answers.js";
import { Problem } from "./forms.js";
import { dateTime } from "./format.js";
import { addressOf } from "./router.js";
import { t } from "./strings.js";

export function Mutes() {
  const { answer, error } = useAnswer("/mutes");
  const mutes = answer?.mutes ?? [];
  return html`<section class="panel whole" aria-labelledby="mutes">
    <h2 id="mutes">${t("mutes")}</h2>
    <${Problem} error=${error} />
    ${answer && !mutes.length && html`<p class="hint">${t("mutes_none")}</p>`}
    ${mutes.length > 0 && html`<div class="scroll" tabindex="0" role="group" aria-label=${t("mutes")}>
      <table data-table="mutes">
        <thead><tr><th scope="col">${t("mute_until")}</th><th scope="col">${t("reason")}</th><th scope="col">
          ${t("mute_by")}</th><th scope="col">${t("talk")}</th></tr></thead>
        <tbody>${mutes.map((it) => html`<tr key=${it.id}><th scope="row">${dateTime(it.until)}</th><td>${it.reason}</td>
          <td>${it.officer}</td>
          <td>${it.conversation ? html`<a href=${addressOf("queue", it.conversation)}>${t("alarm_open")}</a>` : "–"}
            </td></tr>`)}</tbody>
      </table>
    </div>`}
  </section>`;
}
