/** Beside the talk: the brief for whoever takes it over, facts, the report, tags, attachments, earlier talks. */

import { html, useState } from "./vendor/htm-preact.js";
import { Actions } from "./actions.js";
import { Alike } from "./alike.js";
import { optionsOf, Outcome, useChoices } from "./choices.js";
import { act, conversation, refreshTalk } from "./conversation.js";
import { closeWindow, Dialog } from "./dialog.js";
import { FileOnRecord } from "./files.js";
import { Field, Problem, Select, useSubmit } from "./forms.js";
import { dateTime, duration } from "./format.js";
import { MapOf } from "./map.js";
import { Facts, Mark } from "./marks.js";
import { addressOf } from "./router.js";
import { useStore } from "./store.js";
import { languageName, t } from "./strings.js";

function Panel({ name, title, children }) {
  return html`<section class="panel" id="panel-${name}" aria-labelledby="panel-${name}-title">
    <h3 id="panel-${name}-title">${title}</h3>
    ${children}
  </section>`;
}

function Risk({ brief }) {
  if (brief.risk !== "danger") return t("risk_none");
  return html`<${Mark} kind="urgent">▲ ${t("risk_danger")}<//> ${(brief.risk_labels ?? []).join(", ")}`;
}

function Brief({ talk }) {
  const { brief } = talk;
  if (!brief) return null;
  const promised = brief.promised?.length ? html`<ul>${brief.promised.map((text) => html`<li>${text}</li>`)}
    </ul>` : t("brief_nothing");
  return html`<${Panel} name="brief" title=${t("brief")}>
    <${Facts} items=${[
      [t("brief_question"), html`<strong class="said" id="open-question">${brief.question || t("brief_nothing")}
        </strong>`],
      [t("brief_risk"), html`<${Risk} brief=${brief} />`],
      [t("brief_promised"), promised],
      [t("brief_language"), languageName(talk.language, talk.script)],
      [t("brief_waited"), brief.waited_seconds ? duration(brief.waited_seconds) : ""],
      ...(brief.facts ?? []).map(({ label, value }) => [label, value]),
    ]} />
  <//>`;
}

function About({ talk }) {
  return html`<${Panel} name="facts" title=${t("facts_talk")}>
    <${Facts} items=${[
      [t("fact_opened"), dateTime(talk.opened_at)],
      [t("fact_owner"), talk.owner],
      [t("outcome"), talk.outcome && html`<${Outcome} value=${talk.outcome} />`],
      [t("rating"), talk.rating ? t("rating_value", { rating: talk.rating }) : ""],
    ]} />
  <//>`;
}

/** How the report stands: a choice, of which the citizen is told in their language. */
function Standing({ card }) {
  const [reason, setReason] = useState("");
  const { report_reasons: reasons } = useChoices();
  const { submit, isBusy, error } = useSubmit(async () => {
    await act("report/status", { reason });
    setReason("");
  });
  const options = [{ value: "", label: t("report_choose") }, ...optionsOf(reasons)];
  return html`<form class="line" onSubmit=${submit}>
      <${Select} id="report-reason" label=${t("report_change")} options=${options} value=${reason}
        onChange=${setReason} />
      <button type="submit" id="change-report" disabled=${isBusy || !reason || reason === card.reason}>
        ${t("report_tell")}</button>
    </form>
    <${Problem} error=${error} reload=${refreshTalk} />`;
}

/** The report's card once reports have one; until then its reference. */
function Report({ talk }) {
  const [reference, setReference] = useState(talk.report ?? "");
  const { submit, isBusy, error } = useSubmit(() => act("report", { reference: reference.trim() }));
  const card = talk.report_card;
  return html`<${Panel} name="report" title=${t("report_card")}>
    <div id="report-card">
      ${card?.facts && html`<${Facts} items=${card.facts.map(({ label, value }) => [label, value])} />`}
      ${talk.report ? html`<p><strong>${talk.report}</strong></p>` : !card && html`<p class="hint">${t("report_none")}
        </p>`}
      ${card?.stands && html`<${Facts} items=${[[t("report_stands"), card.stands]]} />`}
    </div>
    ${talk.can.note && card?.status && card.status !== "withdrawn" && html`<${Standing} card=${card} />`}
    ${talk.can.note && html`<form class="line" onSubmit=${submit}>
      <${Field} id="report-reference" label=${t("report_reference")} value=${reference} onInput=${setReference}
        maxlength="32" autocomplete="off" />
      <button type="submit" id="link-report" disabled=${isBusy || !reference.trim() || reference === talk.report}>
        ${t("report_link")}</button>
    </form>`}
    <${Problem} error=${error} reload=${refreshTalk} />
  <//>`;
}

function Tags({ talk }) {
  const [word, setWord] = useState("");
  const { tags: known } = useChoices();
  const tags = talk.tags ?? [];
  const adding = useSubmit(async () => {
    const tag = word.trim();
    if (tag && !tags.includes(tag)) await act("tags", { tags: [...tags, tag] });
    setWord("");
  });
  const removal = useSubmit((removed) => act("tags", { tags: tags.filter((tag) => tag !== removed) }));
  return html`<${Panel} name="tags" title=${t("tags")}>
    <ul class="tags" id="tags">
      ${tags.map((tag) => html`<li key=${tag}>
        ${tag}${talk.can.note && html`<button type="button" class="plain" aria-label=${t("tag_remove", { tag })}
          disabled=${removal.isBusy} onClick=${() => removal.submit(tag)}>✕</button>`}</li>`)}
      ${!tags.length && html`<li class="hint">${t("none")}</li>`}
    </ul>
    ${talk.can.note && html`<form class="line" onSubmit=${adding.submit}>
      <${Field} id="tag" label=${t("tag_add")} value=${word} onInput=${setWord} list="known-tags" maxlength="32"
        autocomplete="off" />
      <datalist id="known-tags">${known.map((tag) => html`<option value=${tag.tag ?? tag}></option>`)}</datalist>
      <button type="submit" id="add-tag" disabled=${adding.isBusy || !word.trim()}>${t("add")}</button>
    </form>`}
    <${Problem} error=${adding.error ?? removal.error} reload=${refreshTalk} />
  <//>`;
}

function Attachments({ talk }) {
  if (!talk.attachments?.length) return null;
  return html`<${Panel} name="attachments" title=${t("attachments")}>
    <ul class="attachments">
      ${talk.attachments.map((file) => html`<${FileOnRecord} key=${file.id} file=${file} />`)}</ul>
  <//>`;
}

function Earlier({ talk }) {
  const earlier = talk.earlier ?? [];
  return html`<${Panel} name="earlier" title=${t("earlier")}>
    ${earlier.length
      ? html`<ul class="earlier">${earlier.map((it) => html`<li key=${it.id}>
        <a href=${addressOf("queue", it.id)} onClick=${closeWindow}>
          ${dateTime(it.opened_at)} · ${t(`status_${it.status}`)} · ${it.topic_label ?? t("no_topic")}</a></li>`)}</ul>`
      : html`<p class="hint">${t("earlier_none")}</p>`}
  <//>`;
}

/** Where the citizen is or was: what was shared last, else what the report marks on a map. */
function LastPlace({ talk, messages }) {
  const place = messages.findLast?.((message) => message.place)?.place ?? talk.report_card?.place;
  if (!place) return null;
  return html`<${Panel} name="place" title=${t("place")}><${MapOf} place=${place} id="panel" /><//>`;
}

export function Details() {
  const { talk, messages } = useStore(conversation);
  if (!talk) return null;
  return html`<div class="details">
    <${Actions} talk=${talk} />
    <${Brief} talk=${talk} />
    <${LastPlace} talk=${talk} messages=${messages} />
    <${About} talk=${talk} />
    <${Report} key=${talk.id} talk=${talk} />
    ${talk.report?.startsWith("DLG-") && html`<${Alike} key=${talk.report} reference=${talk.report} />`}
    <${Tags} talk=${talk} />
    <${Attachments} talk=${talk} />
    <${Earlier} talk=${talk} />
  </div>`;
}

/** The same in a sheet, where the screen has no room beside the talk. */
export const DetailsWindow = () => html`<${Dialog} title=${t("details")} className="sheet" isRead><${Details} /><//>`;

export const PlaceWindow = ({ place }) => html`<${Dialog} title=${t("place")} className="wide-window" isRead>
  <${MapOf} place=${place} id="window" /><//>`;
