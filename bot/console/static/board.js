/** The supervisor's live board: who waits, how long, where, and who is on duty. */

import { html, useEffect } from "./vendor/htm-preact.js";
import { useAnswer } from "./answers.js";
import { roleLabel } from "./choices.js";
import { onChanged } from "./connection.js";
import { Problem } from "./forms.js";
import { dateTime, duration, percent } from "./format.js";
import { Mark } from "./marks.js";
import { Mutes } from "./mutes.js";
import { Bars, HoursTable } from "./plots.js";
import { addressOf } from "./router.js";
import { t } from "./strings.js";

const REFRESH_MS = 10000;

function Tile({ name, label, value, note, isBad }) {
  return html`<div class="tile ${isBad ? "is-bad" : ""}" data-tile=${name}>
    <dt>${label}</dt>
    <dd><strong>${isBad ? "▲ " : ""}${value}</strong>${note && html`<span>${note}</span>`}</dd>
  </div>`;
}

function Tiles({ board }) {
  const { share, count, seconds } = board.answered_within_target;
  return html`<dl class="tiles">
    <${Tile} name="waiting" label=${t("board_waiting")} value=${board.waiting} />
    <${Tile} name="urgent" label=${t("board_urgent")} value=${board.urgent_waiting} isBad=${board.urgent_waiting > 0} />
    <${Tile} name="longest" label=${t("board_longest")}
      value=${board.longest_wait_seconds ? duration(board.longest_wait_seconds) : "–"} />
    <${Tile} name="assigned" label=${t("board_assigned")} value=${board.assigned} />
    <${Tile} name="on_duty" label=${t("board_on_duty")} value=${board.on_duty} isBad=${board.on_duty === 0} />
    <${Tile} name="share" label=${t("board_share", { seconds })} value=${percent(share)}
      note=${t("board_share_of", { count })} />
  </dl>`;
}

function Groups({ name, title, rows }) {
  return html`<section class="panel" aria-labelledby="board-${name}">
    <h2 id="board-${name}">${title}</h2>
    <table data-table=${name}>
      <thead><tr><th scope="col">${t("board_label")}</th><th scope="col">${t("board_waiting")}</th><th scope="col">
        ${t("board_assigned")}</th></tr></thead>
      <tbody>${rows.map((row) => html`<tr key=${row.id ?? "none"}><th scope="row">${row.label ?? t("none")}</th><td>
        ${row.waiting}</td><td>${row.assigned}</td></tr>`)}</tbody>
    </table>
  </section>`;
}

function Today({ today }) {
  const items = [
    ["escalated", today.escalated],
    ["claimed", today.claimed],
    ["resolved", today.resolved],
    ["rating", typeof today.rating === "number" ? today.rating.toFixed(1) : "–"],
  ];
  return html`<section class="panel" aria-labelledby="board-today">
    <h2 id="board-today">${t("board_today")}</h2>
    <dl class="facts columns">${items.map(([name, value]) => html`<div key=${name}><dt>${t(`board_${name}`)}</dt><dd>
      ${value}</dd></div>`)}</dl>
  </section>`;
}

function Hours({ hours }) {
  return html`<section class="panel whole" aria-labelledby="board-hours">
    <h2 id="board-hours">${t("board_hours")}</h2>
    <div class="plots">
      <${Bars} title=${t("board_hours_waits")} hours=${hours} values=${hours.map(({ waits }) => waits)}
        say=${(value) => String(value ?? 0)} />
      <${Bars} title=${t("board_hours_share")} hours=${hours} values=${hours.map((it) => it.share_60)} most=${1}
        say=${percent} />
    </div>
    <${HoursTable} hours=${hours} />
  </section>`;
}

function DutyMark({ officer }) {
  if (!officer.on_duty) return html`<${Mark}>${t("off_duty")}<//>`;
  return officer.is_available ? html`<${Mark} kind="good">● ${t("on_duty")}<//>` : html`<${Mark} kind="warn">
    ${t("unavailable")}<//>`;
}

function OnDuty({ officers }) {
  const sorted = [...officers].sort((one, other) => Number(other.on_duty) - Number(one.on_duty) || one.name.localeCompare(other.name));
  return html`<section class="panel whole" aria-labelledby="board-officers">
    <h2 id="board-officers">${t("board_officers")}</h2>
    ${!officers.some((it) => it.on_duty) && html`<p class="notice">${t("board_nobody")}</p>`}
    <div class="scroll" tabindex="0" role="group" aria-label=${t("board_officers")}>
      <table data-table="officers">
        <thead><tr><th scope="col">${t("officers_name")}</th><th scope="col">${t("officers_role")}</th><th scope="col">
          ${t("officers_state")}</th><th scope="col">${t("board_owned")}</th><th scope="col">${t("board_last_seen")}
            </th></tr></thead>
        <tbody>${sorted.map((it) => html`<tr key=${it.id}><th scope="row">${it.name}</th><td>${roleLabel(it.role)}</td>
          <td><${DutyMark} officer=${it} /></td><td>${it.owned}</td><td>${dateTime(it.last_seen_at) || "–"}</td></tr>`)}
            </tbody>
      </table>
    </div>
  </section>`;
}

function hoursNow({ is_open: isOpen, opens_at: opensAt }) {
  if (isOpen) return t("board_open_now");
  return opensAt ? t("board_closed_now", { time: dateTime(opensAt) }) : t("board_closed");
}

export function Board() {
  const { answer: board, error, reload } = useAnswer("/board");
  useEffect(() => {
    const read = () => reload({ isBackground: true });
    const stop = onChanged(({ queue }) => queue && read());
    const timer = setInterval(read, REFRESH_MS);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [reload]);
  return html`<main class="page" id="content" tabindex="-1">
    <h1>${t("page_board")}</h1>
    <${Problem} error=${error} reload=${reload} />
    ${!board && !error && html`<p>${t("loading")}</p>`}
    ${board && html`
      <p>${hoursNow(board.hours_now)} <a href=${addressOf("queue")}>${t("board_talks")}</a></p>
      <${Tiles} board=${board} />
      <div class="panels">
        <${Groups} name="by_language" title=${t("board_by_language")} rows=${board.by_language} />
        <${Groups} name="by_region" title=${t("board_by_region")} rows=${board.by_region} />
        <${Today} today=${board.today} />
        <${Hours} hours=${board.hours} />
        <${OnDuty} officers=${board.officers} />
        <${Mutes} />
      </div>
    `}
  </main>`;
}
