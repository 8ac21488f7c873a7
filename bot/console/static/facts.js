/** The facts that the bot's answers name: their values, sources and last days, and who approved them. */

import { html, useState } from "./vendor/htm-preact.js";
import { useAnswer } from "./answers.js";
import { Field, Problem } from "./forms.js";
import { day } from "./format.js";
import { Facts as Terms, Mark } from "./marks.js";
import { useIsNarrow } from "./narrow.js";
import { t } from "./strings.js";

/** Colour and sign of what needs somebody. */
const MARKS = { expired: ["bad", "▲"], expires_soon: ["warn", "△"] };
const COLUMNS = ["facts_fact", "facts_value", "facts_state", "facts_until", "facts_checked", "facts_approved_by", "facts_source"];

/** Which facts each button leaves. */
const VIEWS = {
  all: () => true,
  expiring: (fact) => fact.state !== "told",
  unapproved: (fact) => !fact.approved_by,
};

const kindOf = (fact) => t(`facts_kind_${fact.kind}`);
const nameOf = (fact) => fact.id.replaceAll("_", " ");

/** A day without a time; at noon it is the same day in every browser. */
const dayOf = (date) => day(`${date}T12:00`);

/** Letters without marks, as they are typed in haste. */
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function isFound(fact, words) {
  const text = folded([fact.id, nameOf(fact), fact.value, kindOf(fact), fact.source, fact.approved_by].join(" "));
  return folded(words).split(/\s+/).every((word) => text.includes(word));
}

function State({ fact }) {
  const [kind, sign] = MARKS[fact.state] ?? [];
  const words = t(`facts_state_${fact.state}`);
  return kind ? html`<${Mark} kind=${kind}><span aria-hidden="true">${sign} </span>${words}<//>` : words;
}

const Value = ({ fact }) => html`<span class="said" lang=${fact.kind === "statement" ? "en" : null}>${fact.value}</span>`;

function Source({ fact }) {
  const [mark, rank] = fact.confidence.split("-");
  return html`<span class="hint">
    ${t("facts_sources", { count: mark.slice(1) })}${rank === "off" && ` (${t("facts_official")})`}<br />
    <span lang="en">${fact.source}</span>
  </span>`;
}

const untilOf = (fact) => (fact.best_before ? dayOf(fact.best_before) : t("facts_always"));
const approvalOf = (fact) => fact.approved_by || t("facts_unapproved");

function Row({ fact }) {
  return html`<tr data-fact=${fact.id} data-state=${fact.state}>
    <th scope="row"><span lang="en">${nameOf(fact)}</span><br /><span class="hint">${kindOf(fact)}</span></th>
    <td><${Value} fact=${fact} /></td>
    <td><${State} fact=${fact} /></td>
    <td>${untilOf(fact)}</td>
    <td>${dayOf(fact.checked)}</td>
    <td>${approvalOf(fact)}</td>
    <td><${Source} fact=${fact} /></td>
  </tr>`;
}

const Table = ({ facts }) => html`<div class="panel scroll" tabindex="0" role="group" aria-label=${t("page_facts")}>
  <table data-table="facts">
    <thead><tr>${COLUMNS.map((head) => html`<th scope="col" key=${head}>${t(head)}</th>`)}</tr></thead>
    <tbody>${facts.map((fact) => html`<${Row} key=${fact.id} fact=${fact} />`)}</tbody>
  </table>
</div>`;

function Card({ fact }) {
  const items = [
    [kindOf(fact), html`<${Value} fact=${fact} />`],
    [t("facts_until"), untilOf(fact)],
    [t("facts_checked"), dayOf(fact.checked)],
    [t("facts_approved_by"), approvalOf(fact)],
    [t("facts_source"), html`<${Source} fact=${fact} />`],
  ];
  return html`<li class="panel" data-fact=${fact.id} data-state=${fact.state}>
    <h2 lang="en">${nameOf(fact)}</h2>
    <p><${State} fact=${fact} /></p>
    <${Terms} items=${items} />
  </li>`;
}

const Cards = ({ facts }) => html`<ul class="plain-list">
  ${facts.map((fact) => html`<${Card} key=${fact.id} fact=${fact} />`)}
</ul>`;

function Found({ answer }) {
  const isNarrow = useIsNarrow();
  const [view, setView] = useState("all");
  const [words, setWords] = useState("");
  const { facts, expiring, unapproved } = answer;
  const counts = { all: facts.length, expiring, unapproved };
  const shown = facts.filter((fact) => VIEWS[view](fact) && isFound(fact, words.trim()));
  return html`
    <div role="search">
      <${Field} id="facts-search" type="search" label=${t("facts_search")} value=${words} onInput=${setWords}
        autocomplete="off" />
    </div>
    <div class="segments" role="group" aria-label=${t("facts_views")}>
      ${Object.keys(VIEWS).map((it) => html`<button type="button" key=${it} data-view=${it}
        aria-pressed=${String(it === view)} onClick=${() => setView(it)}>${t(`facts_view_${it}`, { count: counts[it] })}
        </button>`)}
    </div>
    <p class="hint" role="status" id="facts-shown">${shown.length
      ? t("facts_shown", { shown: shown.length, count: facts.length })
      : t("facts_none")}</p>
    ${shown.length > 0 && (isNarrow ? html`<${Cards} facts=${shown} />` : html`<${Table} facts=${shown} />`)}
  `;
}

export function Facts() {
  const { answer, error, reload } = useAnswer("/facts");
  return html`<main class="page" id="content" tabindex="-1">
    <h1>${t("page_facts")}</h1>
    <p>${t("facts_intro")}</p>
    <${Problem} error=${error} reload=${reload} />
    ${!answer && !error && html`<p>${t("loading")}</p>`}
    ${answer && html`<${Found} answer=${answer} />`}
  </main>`;
}
