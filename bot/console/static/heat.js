/** How many reports there are by topic and region: a table whose colours are seen at once, or bars where it is narrow. */

import { html, useState } from "./vendor/htm-preact.js";
import { t } from "./strings.js";

const SHADES = 5;
const FEW = 8;

/** Kinds with the regions' counts, the commonest first: [{id, label, total, counts}]. */
function rowsOf({ kinds, regions, counts }) {
  const found = new Map(counts.map(({ kind, region, count }) => [`${kind}/${region}`, count]));
  return kinds.map((kind) => {
    const own = regions.map((region) => found.get(`${kind.id}/${region.id}`) ?? 0);
    return { ...kind, counts: own, total: own.reduce((sum, count) => sum + count, 0) };
  });
}

/** By the root, so that one large number leaves the small ones visible. */
const shadeOf = (count, most) => (count ? Math.max(1, Math.ceil(Math.sqrt(count / most) * SHADES)) : 0);

/** Rows that are shown: the first, the one that is chosen, or all on request. */
function useFew(rows, chosenId) {
  const [isAll, setAll] = useState(false);
  const shown = isAll ? rows : rows.filter(({ id }, index) => index < FEW || id === chosenId);
  const hidden = rows.length - shown.length;
  const button = hidden > 0 && html`<button type="button" class="quiet" id="all-topics" onClick=${() => setAll(true)}>
    ${t("reports_all_topics", { count: hidden })}</button>`;
  return { shown, button };
}

function Cell({ count, most, label, isChosen, onClick }) {
  if (!count) return html`<td class="heat-0"><span aria-hidden="true">·</span><span class="unseen">0</span></td>`;
  return html`<td class="heat-${shadeOf(count, most)}"><button type="button" class="cell" aria-pressed=${String(isChosen)}
    aria-label=${label} title=${label} onClick=${onClick}>${count}</button></td>`;
}

export function HeatTable({ answer, chosen, choose }) {
  const { regions } = answer;
  const rows = rowsOf(answer);
  const { shown, button } = useFew(rows, chosen.kind);
  const most = Math.max(...rows.flatMap(({ counts }) => counts));
  const is = (kind, region) => chosen.kind === kind && chosen.region === region;
  const toggle = (kind, region) => () => choose(is(kind, region) ? { kind: "", region: "" } : { kind, region });
  const sums = regions.map((_, index) => rows.reduce((sum, { counts }) => sum + counts[index], 0));
  return html`<div class="scroll" tabindex="0" role="group" aria-labelledby="reports-counts">
    <table class="heat" data-table="counts">
      <thead><tr><th scope="col">${t("reports_topic")}</th>
        ${regions.map(({ id, label }, index) => html`<th scope="col" key=${id}><button type="button" class="quiet"
          aria-pressed=${String(is("", id))} onClick=${toggle("", id)}>${label}</button><span class="sum">
            ${sums[index]}</span></th>`)}
        <th scope="col">${t("reports_total")}</th></tr></thead>
      <tbody>${shown.map((row) => html`<tr key=${row.id} data-kind=${row.id}>
        <th scope="row"><button type="button" class="quiet" aria-pressed=${String(is(row.id, ""))}
          onClick=${toggle(row.id, "")}>${row.label}</button></th>
        ${row.counts.map((count, index) => html`<${Cell} key=${regions[index].id} count=${count} most=${most}
          label=${`${row.label}, ${regions[index].label}: ${count}`} isChosen=${is(row.id, regions[index].id)}
          onClick=${toggle(row.id, regions[index].id)} />`)}
        <td><strong>${row.total}</strong></td>
      </tr>`)}</tbody>
    </table>
    ${button}
  </div>`;
}

function Bar({ row, most, isChosen, onClick }) {
  return html`<li><button type="button" class="kind-bar" data-kind=${row.id} aria-pressed=${String(isChosen)}
    onClick=${onClick}>
    <span>${row.label}</span><strong>${row.total}</strong>
    <span class="track" aria-hidden="true"><span style=${{ width: `${(row.total / most) * 100}%` }}></span></span>
  </button></li>`;
}

/** One bar for each topic, of the chosen region if there is one. */
export function KindBars({ answer, chosen, choose }) {
  const at = answer.regions.findIndex(({ id }) => id === chosen.region);
  const all = rowsOf(answer).map((row) => (chosen.region ? { ...row, total: row.counts[at] ?? 0 } : row));
  const rows = all.filter(({ total }) => total).sort((one, other) => other.total - one.total);
  const { shown, button } = useFew(rows, chosen.kind);
  return html`<ul class="kind-bars">
      ${shown.map((row) => html`<${Bar} key=${row.id} row=${row} most=${rows[0].total} isChosen=${chosen.kind === row.id}
        onClick=${() => choose({ kind: chosen.kind === row.id ? "" : row.id })} />`)}
    </ul>${button}`;
}
