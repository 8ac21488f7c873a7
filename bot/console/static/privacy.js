/** Citizens' data, for supervisors: wishes to delete, holds, and what the next purge would delete. */

import { html, useState } from "./vendor/htm-preact.js";
import { announce } from "./announce.js";
import { useAnswer } from "./answers.js";
import { api } from "./api.js";
import { closeWindow, Dialog, openWindow } from "./dialog.js";
import { Field, isFilled, Problem, REASON_LIMIT, useSubmit, WindowButtons } from "./forms.js";
import { dateTime } from "./format.js";
import { Facts, Mark } from "./marks.js";
import { addressOf } from "./router.js";
import { officer } from "./session.js";
import { languageName, t } from "./strings.js";

const TalkLink = ({ id }) => html`<a href=${addressOf("queue", id)}>${t("talk")} ${id.slice(0, 8)}</a>`;

function Reports({ reports }) {
  return html`<ul>${reports.map(({ reference, is_shown: isShown }) => html`<li key=${reference}>
    ${reference}${isShown && html` <${Mark} kind="warn">${t("privacy_shown")}<//>`}</li>`)}</ul>`;
}

/** What goes if a wish is granted; of it nothing is shown that is not there. */
const coverage = (wish) => [
  [t("privacy_talks"), wish.talks],
  [t("privacy_messages"), wish.messages],
  [t("privacy_files"), wish.files || null],
  [t("privacy_reports"), wish.reports.length ? html`<${Reports} reports=${wish.reports} />` : null],
];

function DecideWindow({ wish, isGrant, done }) {
  const [reason, setReason] = useState("");
  const name = isGrant ? "grant" : "refuse";
  const { submit, isBusy, error } = useSubmit(async () => {
    await api.post(`/privacy/requests/${wish.id}/${name}`, { reason });
    closeWindow();
    announce(t(isGrant ? "privacy_granted_done" : "privacy_refused_done"));
    done();
  });
  const hint = isGrant ? t("privacy_grant_reason_hint") : t("resolve_reason_hint", { language: languageName(wish.language, wish.script) });
  return html`<${Dialog} title=${t(`privacy_${name}_title`)}>
    <form id="${name}-form" onSubmit=${submit}>
      <p>${t(`privacy_${name}_hint`)}</p>
      ${isGrant && html`<${Facts} items=${coverage(wish)} />`}
      <${Field} id="decide-reason" type="textarea" label=${t("reason")} hint=${hint} value=${reason} onInput=${setReason}
        limit=${REASON_LIMIT} required />
      <${Problem} error=${error} />
      <${WindowButtons} id="${name}-send" label=${t(`privacy_${name}`)} isBusy=${isBusy} disabled=${!isFilled(reason)}
        isDangerous=${isGrant} />
    </form>
  <//>`;
}

function LiftWindow({ hold, done }) {
  const [reason, setReason] = useState("");
  const { submit, isBusy, error } = useSubmit(async () => {
    await api.post("/privacy/holds/lift", { reference: hold.conversation, reason });
    closeWindow();
    announce(t("privacy_lifted"));
    done();
  });
  return html`<${Dialog} title=${t("privacy_lift_title")}>
    <form id="lift-form" onSubmit=${submit}>
      <p>${t("privacy_lift_hint")}</p>
      <${Field} id="lift-reason" type="textarea" label=${t("reason")} value=${reason} onInput=${setReason}
        limit=${REASON_LIMIT} required />
      <${Problem} error=${error} />
      <${WindowButtons} id="lift-send" label=${t("privacy_lift")} isBusy=${isBusy} disabled=${!isFilled(reason)} />
    </form>
  <//>`;
}

export const PRIVACY_WINDOWS = { "decide-wish": DecideWindow, "lift-hold": LiftWindow };

function Wish({ wish, done }) {
  const ask = (isGrant) => openWindow("decide-wish", { wish, isGrant, done });
  const title = `wish-${wish.id}`;
  return html`<li class="wish" data-wish=${wish.id} aria-labelledby=${title}>
    <h3 id=${title}>${t("privacy_asked", { time: dateTime(wish.asked_at) })}</h3>
    <p><${TalkLink} id=${wish.conversation} /></p>
    <${Facts} items=${[
      ...coverage(wish),
      [t("privacy_why"), html`<ul>${wish.why.map((it) => html`<li key=${it}>${it}</li>`)}</ul>`],
    ]} />
    ${wish.is_held && html`<p class="notice">${t("privacy_held_hint")}</p>`}
    <p class="buttons">
      <button type="button" class="danger" data-decide="grant" aria-describedby=${title} disabled=${wish.is_held}
        onClick=${() => ask(true)}>${t("privacy_grant")}</button>
      <button type="button" data-decide="refuse" aria-describedby=${title} onClick=${() => ask(false)}>
        ${t("privacy_refuse")}</button>
    </p>
  </li>`;
}

const DECIDED = ["privacy_asked_column", "privacy_decided", "privacy_decision", "mute_by", "reason", "talk"];

function Decided({ wishes }) {
  return html`<section class="panel" aria-labelledby="decided">
    <h2 id="decided">${t("privacy_decided_title")}</h2>
    ${!wishes.length && html`<p class="hint">${t("privacy_decided_none")}</p>`}
    ${wishes.length > 0 && html`<div class="scroll" tabindex="0" role="group" aria-labelledby="decided">
      <table data-table="decided">
        <thead><tr>${DECIDED.map((head) => html`<th scope="col" key=${head}>${t(head)}</th>`)}</tr></thead>
        <tbody>${wishes.map((it) => html`<tr key=${it.id} data-decided=${it.id}>
          <th scope="row">${dateTime(it.asked_at)}</th>
          <td>${dateTime(it.decided_at)}</td>
          <td><${Mark} kind=${it.is_granted ? "good" : ""}>${t(it.is_granted ? "privacy_granted" : "privacy_refused")}<//></td>
          <td>${it.officer ?? "–"}</td>
          <td>${it.reason}</td>
          <td><${TalkLink} id=${it.conversation} /></td>
        </tr>`)}</tbody>
      </table>
    </div>`}
  </section>`;
}

function Wishes({ answer, done }) {
  return html`<section class="panel" aria-labelledby="wishes">
    <h2 id="wishes">${t("privacy_wishes")}</h2>
    ${!answer.open.length && html`<p class="hint">${t("privacy_wishes_none")}</p>`}
    ${answer.open.length > 0 && html`<ul class="wishes">
      ${answer.open.map((it) => html`<${Wish} key=${it.id} wish=${it} done=${done} />`)}</ul>`}
  </section>`;
}

function NewHold({ done, placed, setPlaced }) {
  const [reference, setReference] = useState("");
  const [reason, setReason] = useState("");
  const { submit, isBusy, error } = useSubmit(async () => {
    setPlaced(null);
    const answer = await api.post("/privacy/holds", { reference: reference.trim(), reason });
    setReference("");
    setReason("");
    setPlaced(answer.talks);
    done();
  });
  return html`<form id="hold-form" onSubmit=${submit}>
    <h3>${t("privacy_hold_new")}</h3>
    <${Field} id="hold-reference" label=${t("privacy_hold_reference")} hint=${t("privacy_hold_reference_hint")}
      value=${reference} onInput=${setReference} minlength="3" maxlength="32" autocomplete="off" required />
    <${Field} id="hold-reason" type="textarea" label=${t("reason")} value=${reason} onInput=${setReason} rows="2"
      limit=${REASON_LIMIT} required />
    <${Problem} error=${error} />
    <p class="buttons">
      <button type="submit" class="main" id="hold-send" disabled=${isBusy || !reference.trim() || !isFilled(reason)}>
        ${t("privacy_hold")}</button>
      <span role="status">${placed !== null && t("privacy_hold_done", { count: placed })}</span>
    </p>
  </form>`;
}

const HOLDS = ["talk", "actions_column", "privacy_reports", "reason", "privacy_hold_since", "mute_by"];

function Holds({ holds, done }) {
  const [placed, setPlaced] = useState(null);
  const lifted = () => {
    setPlaced(null);
    done();
  };
  return html`<section class="panel" aria-labelledby="holds">
    <h2 id="holds">${t("privacy_holds")}</h2>
    <p class="hint">${t("privacy_holds_hint")}</p>
    ${!holds.length && html`<p class="hint">${t("privacy_holds_none")}</p>`}
    ${holds.length > 0 && html`<div class="scroll" tabindex="0" role="group" aria-labelledby="holds">
      <table data-table="holds">
        <thead><tr>${HOLDS.map((head) => html`<th scope="col" key=${head}>${t(head)}</th>`)}</tr></thead>
        <tbody>${holds.map((it) => html`<tr key=${it.conversation} data-hold=${it.conversation}>
          <th scope="row"><${TalkLink} id=${it.conversation} /></th>
          <td><button type="button" data-lift=${it.conversation}
            aria-label="${t("privacy_lift")}: ${it.reports.join(", ") || it.conversation.slice(0, 8)}"
            onClick=${() => openWindow("lift-hold", { hold: it, done: lifted })}>${t("privacy_lift")}</button></td>
          <td>${it.reports.join(", ") || "–"}</td>
          <td>${it.reason}</td>
          <td>${dateTime(it.placed_at)}</td>
          <td>${it.officer ?? "–"}</td>
        </tr>`)}</tbody>
      </table>
    </div>`}
    <${NewHold} done=${done} placed=${placed} setPlaced=${setPlaced} />
  </section>`;
}

const DUE = ["privacy_kind", "privacy_days", "privacy_count"];

/** Counted when it is asked for: it looks through every talk. */
function Due() {
  const [due, setDue] = useState(null);
  const { submit: count, isBusy, error } = useSubmit(async () => setDue(await api.get("/privacy/due")));
  return html`<section class="panel" aria-labelledby="due">
    <h2 id="due">${t("privacy_due")}</h2>
    <p class="hint">${t("privacy_due_hint")}</p>
    <${Problem} error=${error} />
    <p class="buttons"><button type="button" id="count-due" disabled=${isBusy} onClick=${count}>${t("privacy_due_count")}
      </button></p>
    <div role="status" class="due">${due && html`
      <p>${due.last_purge ? t("privacy_last_purge", { time: dateTime(due.last_purge) }) : t("privacy_never_purged")}</p>
      <table data-table="due">
        <thead><tr>${DUE.map((head) => html`<th scope="col" key=${head}>${t(head)}</th>`)}</tr></thead>
        <tbody>${due.kinds.map((it) => html`<tr key=${it.kind} data-kind=${it.kind}><th scope="row">${it.label}</th>
          <td>${it.days}</td><td>${it.count}</td></tr>`)}</tbody>
      </table>`}
    </div>
  </section>`;
}

export function Privacy() {
  const wishes = useAnswer("/privacy/requests");
  const holds = useAnswer("/privacy/holds");
  const done = () => {
    wishes.reload();
    holds.reload();
  };
  return html`<main class="page" id="content" tabindex="-1">
    <h1>${t("page_privacy")}</h1>
    <${Problem} error=${wishes.error ?? holds.error} reload=${done} />
    ${!wishes.answer && !wishes.error && html`<p>${t("loading")}</p>`}
    ${wishes.answer && html`<${Wishes} answer=${wishes.answer} done=${done} />`}
    ${holds.answer && html`<${Holds} holds=${holds.answer.holds} done=${done} />`}
    ${!officer().is_confined && html`<${Due} />`}
    ${wishes.answer && html`<${Decided} wishes=${wishes.answer.decided} />`}
  </main>`;
}
