/** The reports that were passed on: how many by topic and region, and the list, newest first. */

import { html, useEffect, useRef, useState } from "./vendor/htm-preact.js";
import { useAnswer } from "./answers.js";
import { api, query } from "./api.js";
import { Field, Problem, Select, useSubmit } from "./forms.js";
import { dateTime } from "./format.js";
import { HeatTable, KindBars } from "./heat.js";
import { Mark } from "./marks.js";
import { useIsNarrow } from "./narrow.js";
import { addressOf } from "./router.js";
import { language, t } from "./strings.js";

const REFRESH_MS = 30000;
const PERIODS = { day: 1, week: 7, month: 30, year: 365, all: 0 };
const FIRST = { kind: "", region: "", municipality: "", status: "", period: "month", from: "", to: "" };
const EMPTY = { reports: null, next: null, error: null };
const COLUMNS = ["reports_filed", "reports_topic", "reports_place", "report_stands", "reports_talk"];
/** Colours of how a report stands; it is told in words too. */
const STANDS = { received: "warn", needs_more: "unread", in_progress: "unread", closed: "good" };

const midnight = (date, daysLater = 0) => {
  const [year, month, day] = date.split("-").map(Number);
  return new Date(year, month - 1, day + daysLater).toISOString();
};

/** The filters as the API takes them; whole days, so that the same look is the same all day. */
function asked({ period, from, to, ...rest }) {
  if (period === "chosen") return { ...rest, since: from && midnight(from), until: to && midnight(to, 1) };
  if (!PERIODS[period]) return rest;
  return { ...rest, since: new Date(new Date().setHours(0, 0, 0, 0) - (PERIODS[period] - 1) * 86400000).toISOString() };
}

/** {reports, next, error, more}: read again by itself while only the first page is shown. */
function useReports(filters) {
  const [state, setState] = useState(EMPTY);
  const isFirstPage = useRef(true);
  useEffect(() => {
    let isCurrent = true;
    const read = async (options) => {
      try {
        const { reports, next } = await api.get(`/reports${query(filters)}`, options);
        if (isCurrent) setState({ reports, next, error: null });
      } catch (error) {
        if (isCurrent && !options) setState({ ...EMPTY, error });
      }
    };
    isFirstPage.current = true;
    read();
    const timer = setInterval(() => isFirstPage.current && read({ isBackground: true }), REFRESH_MS);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [filters, language.value.tag]);
  const more = useSubmit(async () => {
    isFirstPage.current = false;
    const { reports, next } = await api.get(`/reports${query({ ...filters, before: state.next })}`);
    setState((before) => (before.next === state.next ? { reports: [...before.reports, ...reports], next, error: null } : before));
  });
  return { ...state, more };
}

const optionsOf = (first, list) => [{ value: "", label: first }, ...(list ?? []).map(({ id, label }) => ({ value: id, label }))];

function Filters({ chosen, put, choices }) {
  const towns = (choices?.municipalities ?? []).filter(({ region }) => !chosen.region || region === chosen.region);
  const periods = [...Object.keys(PERIODS), "chosen"].map((value) => ({ value, label: t(`reports_period_${value}`) }));
  return html`<form class="line filter" id="reports-filter" role="search" aria-label=${t("reports_filter")}
    onSubmit=${(event) => event.preventDefault()}>
    <${Select} id="reports-kind" label=${t("reports_topic")} value=${chosen.kind}
      onChange=${(kind) => put({ kind })} options=${optionsOf(t("officers_all"), choices?.kinds)} />
    <${Select} id="reports-region" label=${t("reports_region")} value=${chosen.region}
      onChange=${(region) => put({ region, municipality: "" })} options=${optionsOf(t("officers_all"), choices?.regions)} />
    <${Select} id="reports-municipality" label=${t("reports_municipality")} value=${chosen.municipality}
      onChange=${(municipality) => put({ municipality })} options=${optionsOf(t("officers_all"), towns)}
      disabled=${chosen.region === "none"} />
    <${Select} id="reports-status" label=${t("report_stands")} value=${chosen.status}
      onChange=${(status) => put({ status })} options=${optionsOf(t("officers_all"), choices?.statuses)} />
    <${Select} id="reports-period" label=${t("reports_period")} value=${chosen.period}
      onChange=${(period) => put({ period })} options=${periods} />
    ${chosen.period === "chosen" && html`
      <${Field} id="reports-from" type="date" label=${t("reports_from")} value=${chosen.from} max=${chosen.to || null}
        onInput=${(from) => put({ from })} />
      <${Field} id="reports-to" type="date" label=${t("reports_to")} value=${chosen.to} min=${chosen.from || null}
        onInput=${(to) => put({ to })} />`}
  </form>`;
}

function Counts({ filters, chosen, put }) {
  const isNarrow = useIsNarrow();
  // The table tells where to look: it is of every topic and region, and shows which of them are chosen.
  const { kind, region, municipality, ...rest } = filters;
  const { answer, error } = useAnswer(`/reports/counts${query(rest)}`);
  if (error) return html`<${Problem} error=${error} />`;
  if (!answer) return html`<p>${t("loading")}</p>`;
  if (!answer.total) return null;
  const choose = (change) => put({ municipality: "", ...change });
  return html`<section class="panel" aria-labelledby="reports-counts">
    <h2 id="reports-counts">${t("reports_counts", { count: answer.total })}</h2>
    ${isNarrow
      ? html`<${KindBars} answer=${answer} chosen=${chosen} choose=${choose} />`
      : html`<${HeatTable} answer=${answer} chosen=${chosen} choose=${choose} />`}
  </section>`;
}

const placeOf = (report) => report.place ?? report.municipality_name ?? t("no_municipality");
/** The directorate, where the words of the place do not say it already. */
const regionOf = (report) => (placeOf(report).includes(report.region_name) ? null : report.region_name);

const Stands = ({ report }) => html`<${Mark} kind=${STANDS[report.status] ?? ""}>${report.stands}<//>`;

const TalkLink = ({ report }) => html`<a href=${addressOf("queue", report.conversation)} id="report-${report.reference}"
  data-conversation=${report.conversation}>${report.reference}</a>`;

const Row = ({ report }) => html`<tr data-report=${report.reference} data-status=${report.status}>
  <td class="moment">${dateTime(report.filed_at)}</td>
  <th scope="row">${report.kind_label ?? report.kind}</th>
  <td>${placeOf(report)}${regionOf(report) && html`<br /><span class="hint">${regionOf(report)}</span>`}</td>
  <td><${Stands} report=${report} /></td>
  <td class="moment"><${TalkLink} report=${report} /></td>
</tr>`;

const Table = ({ reports }) => html`<div class="scroll" tabindex="0" role="group" aria-label=${t("page_reports")}>
  <table data-table="reports">
    <thead><tr>${COLUMNS.map((head) => html`<th scope="col" key=${head}>${t(head)}</th>`)}</tr></thead>
    <tbody>${reports.map((it) => html`<${Row} key=${it.reference} report=${it} />`)}</tbody>
  </table>
</div>`;

const Card = ({ report }) => html`<li data-report=${report.reference} data-status=${report.status}>
  <p class="report-head"><strong>${report.kind_label ?? report.kind}</strong> <${Stands} report=${report} /></p>
  <p>${placeOf(report)}</p>
  ${regionOf(report) && html`<p class="hint">${regionOf(report)}</p>`}
  <p class="report-foot"><span class="hint">${dateTime(report.filed_at)}</span> <${TalkLink} report=${report} /></p>
</li>`;

function List({ state }) {
  const isNarrow = useIsNarrow();
  const { reports, next, error, more } = state;
  return html`<section class="panel" id="reports" aria-labelledby="reports-list">
    <h2 id="reports-list">${t("reports_list")}</h2>
    <${Problem} error=${error ?? more.error} />
    ${!reports && !error && html`<p>${t("loading")}</p>`}
    <p class="hint" role="status" id="reports-none">${reports && !reports.length ? t("reports_none") : ""}</p>
    ${reports?.length > 0 && (isNarrow
      ? html`<ul class="report-cards">${reports.map((it) => html`<${Card} key=${it.reference} report=${it} />`)}</ul>`
      : html`<${Table} reports=${reports} />`)}
    ${next && html`<button type="button" class="wide" id="more-reports" disabled=${more.isBusy}
      onClick=${more.submit}>${t("more")}</button>`}
  </section>`;
}

export function Reports() {
  const { answer: choices } = useAnswer("/reports/choices");
  const [chosen, setChosen] = useState(FIRST);
  const [filters, setFilters] = useState(() => asked(FIRST));
  const put = (change) => {
    const next = { ...chosen, ...change };
    setChosen(next);
    setFilters(asked(next));
  };
  const state = useReports(filters);
  return html`<main class="page" id="content" tabindex="-1">
    <h1>${t("page_reports")}</h1>
    <${Filters} chosen=${chosen} put=${put} choices=${choices} />
    <${Counts} filters=${filters} chosen=${chosen} put=${put} />
    <${List} state=${state} />
  </main>`;
}
