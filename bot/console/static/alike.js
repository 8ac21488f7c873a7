/** Beside a report: others that are perhaps of the same matter, and what officers said of them. */

import { html, useEffect, useState } from "./vendor/htm-preact.js";
import { api } from "./api.js";
import { closeWindow } from "./dialog.js";
import { Problem, useSubmit } from "./forms.js";
import { dateTime } from "./format.js";
import { Mark } from "./marks.js";
import { addressOf } from "./router.js";
import { language, t } from "./strings.js";

/** {alike, decide, isBusy, error}; none where there is no report of the house, or not one for this officer. */
function useAlike(reference) {
  const [alike, setAlike] = useState([]);
  const { submit, isBusy, error } = useSubmit(async ({ other, isSame }) => {
    const answer = await api.put(`/reports/${reference}/alike/${other}`, { is_same: isSame });
    setAlike(answer.alike);
  });
  useEffect(() => {
    let isCurrent = true;
    const show = (answer) => isCurrent && setAlike(answer.alike);
    // A suggestion is worth no alarm: without an answer there is none.
    api.get(`/reports/${reference}/alike`).then(show, () => isCurrent && setAlike([]));
    return () => {
      isCurrent = false;
    };
  }, [reference, language.value.tag]);
  return { alike, decide: (other, isSame) => submit({ other, isSame }), isBusy, error };
}

function Decision({ it, decide, isBusy }) {
  const button = (isSame, words) => html`<button type="button" disabled=${isBusy} data-decide=${String(isSame)}
    aria-describedby="alike-${it.reference}" onClick=${() => decide(it.reference, isSame)}>${words}</button>`;
  if (it.is_same !== null) {
    return html`<p class="hint">${t("alike_said", { name: it.decided_by ?? "–", at: dateTime(it.decided_at) })}</p>
      <p class="buttons">${button(null, t("alike_take_back"))}</p>`;
  }
  return html`<p class="buttons">${button(true, t("alike_same"))}${button(false, t("alike_not_same"))}</p>`;
}

function Other({ it, ...rest }) {
  return html`<li data-alike=${it.reference} data-same=${String(it.is_same)}>
    <p id="alike-${it.reference}"><a href=${addressOf("queue", it.conversation)} onClick=${closeWindow}>${it.reference}</a>
      ${it.is_same && html` <${Mark} kind="good">${t("alike_same")}<//>`}</p>
    <p>${it.kind_label ?? it.kind} · ${it.place ?? it.municipality_name ?? t("no_municipality")}</p>
    <p class="hint">${dateTime(it.filed_at)} · ${it.stands}</p>
    ${it.why.length > 0 && html`<p class="why">${it.why.map((why) => html`<${Mark} key=${why}>${why}<//> `)}</p>`}
    <${Decision} it=${it} ...${rest} />
  </li>`;
}

export function Alike({ reference }) {
  const { alike, error, ...rest } = useAlike(reference);
  const shown = alike.filter(({ is_same: isSame }) => isSame !== false);
  const others = alike.filter(({ is_same: isSame }) => isSame === false);
  const list = (items) => html`<ul class="alike">${items.map((it) => html`<${Other} key=${it.reference} it=${it}
    ...${rest} />`)}</ul>`;
  if (!alike.length) return null;
  return html`<section class="panel" id="panel-alike" aria-labelledby="panel-alike-title">
    <h3 id="panel-alike-title">${t("alike")}</h3>
    <p class="hint">${t("alike_hint")}</p>
    ${shown.length > 0 && list(shown)}
    ${others.length > 0 && html`<details id="alike-not-same"><summary>${t("alike_hidden", { count: others.length })}
      </summary>${list(others)}</details>`}
    <${Problem} error=${error} />
  </section>`;
}
