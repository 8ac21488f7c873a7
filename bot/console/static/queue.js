/** The list of talks: urgent first, then by waiting time. */

import { html, useState } from "./vendor/htm-preact.js";
import { Check, Problem } from "./forms.js";
import { dateTime } from "./format.js";
import { Mark, Urgent, Wait } from "./marks.js";
import { addressOf } from "./router.js";
import { useStore } from "./store.js";
import { languageName, t } from "./strings.js";
import { chooseForMe, chooseView, readMoreTalks, refreshTalks, talks, VIEWS } from "./talks.js";

const GROUPED = ["active", "mine"];

function Marks({ row }) {
  return html`<span class="marks">
    ${row.unread && row.status === "assigned" && html`<${Mark} kind="unread">${t("unread")}<//>`}
    ${row.undelivered > 0 && html`<${Mark} kind="bad">${t("undelivered_count", { count: row.undelivered })}<//>`}
    ${row.supervisor_called && html`<${Mark} kind="warn">${t("supervisor_called")}<//>`}
    ${row.is_mine && html`<${Mark} kind="mine">${t("is_mine")}<//>`}
  </span>`;
}

function aside(row, view) {
  if (row.status === "waiting") return null;
  if (row.status === "assigned") return row.is_mine ? null : t("with_officer", { name: row.owner ?? t("none") });
  return GROUPED.includes(view) ? t(`status_${row.status}`) : dateTime(row.last_incoming_at ?? row.opened_at);
}

function Row({ row, readAt, view, isOpen, isFirst }) {
  const place = row.municipality_name ?? t("no_municipality");
  const facts = [t(`channel_${row.channel}`), aside(row, view)].filter(Boolean);
  if (row.rating) facts.push(t("rating_value", { rating: row.rating }));
  return html`<li>
    <a class="row ${row.urgent ? "is-urgent" : ""} ${row.unread ? "is-unread" : ""}" href=${addressOf("queue", row.id)}
      data-conversation=${row.id} data-status=${row.status} data-urgent=${row.urgent ? "1" : null}
      aria-current=${isOpen ? "true" : null} tabindex=${isOpen || isFirst ? "0" : "-1"}>
      <span class="row-title">${row.urgent && html`<${Urgent} /> `}${languageName(row.language, row.script)} · ${place}
        </span>
      <span class="row-topic">${row.topic_label ?? t("no_topic")}</span>
      <span class="row-facts">${facts.join(" · ")}${row.tags?.length > 0 && ` · ${row.tags.join(", ")}`}</span>
      ${row.status === "waiting" && html`<${Wait} row=${row} readAt=${readAt} />`}
      <${Marks} row=${row} />
    </a>
  </li>`;
}

function Rows({ rows, ...rest }) {
  const { openId, entry } = rest;
  return html`<ul class="rows">
    ${rows.map((row) => html`<${Row} key=${row.id} row=${row} isOpen=${row.id === openId} isFirst=${row.id === entry}
      ...${rest} />`)}
  </ul>`;
}

function Groups({ rows, ...rest }) {
  const waiting = rows.filter(({ status }) => status === "waiting");
  const others = rows.filter(({ status }) => status !== "waiting");
  return [
    waiting.length > 0 && html`<h3 key="waiting">${t("group_waiting", { count: waiting.length })}</h3>
      <${Rows} rows=${waiting} ...${rest} />`,
    others.length > 0 && html`<h3 key="others">${t("group_assigned", { count: others.length })}</h3>
      <${Rows} rows=${others} ...${rest} />`,
  ];
}

function More() {
  const [isBusy, setBusy] = useState(false);
  const read = async () => {
    setBusy(true);
    await readMoreTalks().catch((error) => talks.set({ error }));
    setBusy(false);
  };
  return html`<button type="button" class="wide" id="more-talks" disabled=${isBusy} onClick=${read}>${t("more")}
    </button>`;
}

const nameOfView = (view, counts) => t(`view_${view}`) + (view === "mine" && counts.mine ? ` (${counts.mine})` : "");

export function Queue({ openId }) {
  const { view, isForMe, rows, counts, hasMore, readAt, error } = useStore(talks);
  const List = GROUPED.includes(view) ? Groups : Rows;
  // One row takes part in the order of Tab; the arrows, j and k move from there.
  const entry = rows.some(({ id }) => id === openId) ? null : rows[0]?.id;
  return html`<section class="queue" id="queue" aria-labelledby="queue-title">
    <header class="queue-head">
      <h2 id="queue-title" tabindex="-1">${t("queue_title")}</h2>
      <div class="segments" role="group" aria-label=${t("queue_views")}>
        ${VIEWS.map((it) => html`<button type="button" data-view=${it} aria-pressed=${String(it === view)}
          onClick=${() => chooseView(it)}>${nameOfView(it, counts)}</button>`)}
      </div>
      <${Check} id="for-me" label=${t("only_for_me")} checked=${isForMe} onChange=${chooseForMe} />
    </header>
    <div class="queue-list">
      <${Problem} error=${error} reload=${() => refreshTalks({ isBackground: false })} />
      ${readAt === 0 && !error && html`<p class="empty">${t("loading")}</p>`}
      ${readAt > 0 && !rows.length && html`<p class="empty">${t(view === "active" ? "queue_empty" : "queue_empty_view")}
        </p>`}
      <${List} rows=${rows} readAt=${readAt} view=${view} openId=${openId} entry=${entry} />
      ${hasMore && html`<${More} />`}
    </div>
  </section>`;
}

/** Moves the focus to the next (1) or previous (-1) talk of the list, or report. */
export function moveInQueue(step) {
  const rows = [...document.querySelectorAll("#queue [data-conversation], #reports [data-conversation]")];
  if (!rows.length) return;
  const focused = rows.indexOf(document.activeElement);
  const current = focused >= 0 ? focused : rows.findIndex((row) => row.hasAttribute("aria-current"));
  const next = Math.min(rows.length - 1, Math.max(0, current < 0 ? 0 : current + step));
  rows[next].focus();
}
