/** The audit log, and reading that is unusual. */

import { html, useEffect, useState } from "./vendor/htm-preact.js";
import { useAnswer } from "./answers.js";
import { api, query } from "./api.js";
import { Field, Problem, Select, useSubmit } from "./forms.js";
import { dateTime } from "./format.js";
import { Mark } from "./marks.js";
import { addressOf } from "./router.js";
import { language, t } from "./strings.js";

const EMPTY = { officer: "", conversation: "", action: "" };

/** Names and values of what a line tells besides, as plain text. */
function detailText(detail) {
  if (!detail) return "";
  if (typeof detail !== "object") return String(detail);
  return Object.entries(detail).map(([name, value]) => `${name}: ${typeof value === "object" ? JSON.stringify(value) : value}`).join("; ");
}

function Entry({ entry }) {
  return html`<tr data-entry=${entry.number}>
    <th scope="row">${entry.number}</th>
    <td>${dateTime(entry.at)}</td>
    <td>${entry.officer ?? "–"}</td>
    <td>${entry.label ?? entry.action}</td>
    <td>${entry.conversation ? html`<a href=${addressOf("queue", entry.conversation)}>
      ${String(entry.conversation).slice(0, 8)}</a>` : "–"}</td>
    <td>${detailText(entry.detail)}</td>
    <td>${entry.why ?? ""}</td>
  </tr>`;
}

function useLog(filter) {
  const [entries, setEntries] = useState(null);
  const [hasMore, setMore] = useState(false);
  const { submit: read, isBusy, error } = useSubmit(async (before) => {
    const answer = await api.get(`/audit${query({ ...filter, before })}`);
    setEntries(before ? [...entries, ...answer.entries] : answer.entries);
    setMore(answer.more);
  });
  useEffect(() => {
    read();
  }, [filter, language.value.tag]);
  return { entries, hasMore, isBusy, error, read };
}

/** Actions that have been met, as choices; they stay while a filter hides them. */
function useSeen(entries) {
  const [seen, setSeen] = useState({});
  useEffect(() => {
    setSeen((before) => ({ ...before, ...Object.fromEntries((entries ?? []).map((it) => [it.action, it.label ?? it.action])) }));
  }, [entries]);
  return Object.entries(seen).map(([value, label]) => ({ value, label })).sort((one, other) => one.label.localeCompare(other.label));
}

const ALL = () => ({ value: "", label: t("officers_all") });

function Log() {
  const { answer } = useAnswer("/officers");
  const officers = (answer?.officers ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  const [typed, setTyped] = useState(EMPTY);
  const [filter, setFilter] = useState(EMPTY);
  const { entries, hasMore, isBusy, error, read } = useLog(filter);
  const apply = (event) => {
    event.preventDefault();
    setFilter({ ...typed });
  };
  const seen = useSeen(entries);
  const put = (name) => (value) => setTyped({ ...typed, [name]: value.trim() });
  const heads = ["audit_number", "audit_time", "audit_officer", "audit_action", "audit_conversation", "audit_detail", "audit_why"];
  return html`<section class="panel" aria-labelledby="audit-log">
    <h2 id="audit-log">${t("audit_entries")}</h2>
    <form class="line filter" id="audit-filter" role="search" aria-label=${t("audit_filter")} onSubmit=${apply}>
      <${Select} id="audit-officer" label=${t("audit_officer")} value=${typed.officer} onChange=${put("officer")}
        options=${[ALL(), ...officers]} />
      <${Select} id="audit-action" label=${t("audit_action")} value=${typed.action} onChange=${put("action")}
        options=${[ALL(), ...seen]} />
      <${Field} id="audit-conversation" label=${t("audit_conversation")} value=${typed.conversation}
        onInput=${put("conversation")} maxlength="32" autocomplete="off" />
      <button type="submit" disabled=${isBusy}>${t("audit_apply")}</button>
    </form>
    <${Problem} error=${error} reload=${() => read()} />
    ${entries && !entries.length && html`<p class="hint">${t("audit_none")}</p>`}
    ${entries?.length > 0 && html`<div class="scroll" tabindex="0" role="group" aria-label=${t("audit_entries")}>
      <table data-table="audit">
        <thead><tr>${heads.map((head) => html`<th scope="col" key=${head}>${t(head)}</th>`)}</tr></thead>
        <tbody>${entries.map((entry) => html`<${Entry} key=${entry.number} entry=${entry} />`)}</tbody>
      </table>
    </div>`}
    ${hasMore && html`<button type="button" class="wide" id="more-entries" disabled=${isBusy}
      onClick=${() => read(entries[entries.length - 1].number)}>${t("more")}</button>`}
  </section>`;
}

function Unusual() {
  const { answer, error } = useAnswer("/audit/unusual");
  const heads = ["audit_officer", "audit_flag_column", "audit_read", "audit_usual", "audit_not_own", "audit_outside"];
  return html`<section class="panel" aria-labelledby="audit-unusual">
    <h2 id="audit-unusual">${t("audit_unusual")}</h2>
    <${Problem} error=${error} />
    ${answer && html`
      <p class="hint">${t("audit_unusual_hint", { days: answer.days })}</p>
      <div class="scroll" tabindex="0" role="group" aria-label=${t("audit_unusual")}>
        <table data-table="unusual">
          <thead><tr>${heads.map((head) => html`<th scope="col" key=${head}>${t(head)}</th>`)}</tr></thead>
          <tbody>${answer.readers.map((it) => html`<tr key=${it.id} data-reader=${it.id}>
            <th scope="row">${it.officer}</th>
            <td>${it.is_unusual ? html`<${Mark} kind="warn">▲ ${t("audit_flag")}<//>` : t("audit_normal")}</td>
            <td>${it.talks_read}</td><td>${Math.round(it.usual * 10) / 10}</td><td>${it.not_own}</td><td>
              ${it.outside_hours}</td>
          </tr>`)}</tbody>
        </table>
      </div>
    `}
  </section>`;
}

export const Audit = () => html`<main class="page" id="content" tabindex="-1">
  <h1>${t("page_audit")}</h1>
  <${Unusual} />
  <${Log} />
</main>`;
