/** Small plots of the last 24 hours, drawn as SVG; the same numbers stand in a table for whoever cannot see them. */

import { html } from "./vendor/htm-preact.js";
import { duration, percent, time } from "./format.js";
import { t } from "./strings.js";

const WIDTH = 480;
const HEIGHT = 120;
const FOOT = 16;
const HEAD = 14;
const EVERY = 6;

/** Bars of `values` (numbers, or null for none), the highest as high as `most`; `say` gives a value's words. */
export function Bars({ title, hours, values, most, say }) {
  const step = WIDTH / Math.max(1, hours.length);
  const room = HEIGHT - FOOT - HEAD;
  const peak = Math.max(...values.map((value) => value ?? 0));
  const top = most ?? Math.max(1, peak);
  const highest = peak > 0 ? values.lastIndexOf(peak) : -1; // one label: neighbours would cover each other
  const summary = `${title}. ${t("board_table")}.`;
  return html`<figure class="plot">
    <figcaption>${title}</figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${summary}>
      <line class="base" x1="0" x2=${WIDTH} y1=${HEIGHT - FOOT} y2=${HEIGHT - FOOT} />
      ${hours.map((hour, index) => {
        const value = values[index] ?? 0;
        const height = Math.max(value > 0 ? 2 : 0, (value / top) * room);
        const left = index * step;
        return html`<g key=${hour.hour}>
          <title>${time(hour.hour)}: ${say(values[index])}</title>
          <rect class="hit" x=${left} y="0" width=${step} height=${HEIGHT} />
          <rect class="value" x=${left + step * 0.15} y=${HEIGHT - FOOT - height} width=${step * 0.7}
            height=${height} />
          ${index === highest && html`<text
            x=${Math.min(WIDTH - 14, left + step / 2)} y=${HEIGHT - FOOT - height - 3} text-anchor="middle">
              ${say(value)}</text>`}
          ${index % EVERY === 0 && html`<text x=${left + 2} y=${HEIGHT - 3}>${time(hour.hour)}</text>`}
        </g>`;
      })}
    </svg>
  </figure>`;
}

export function HoursTable({ hours }) {
  return html`<details id="hours-table">
    <summary>${t("board_table")}</summary>
    <div class="scroll" tabindex="0" role="group" aria-label=${t("board_hours")}>
      <table>
        <thead><tr><th scope="col">${t("board_hour")}</th><th scope="col">${t("board_escalated")}</th><th scope="col">
          ${t("board_hours_median")}</th><th scope="col">${t("board_share", { seconds: 60 })}</th></tr></thead>
        <tbody>${hours.map((it) => html`<tr key=${it.hour}><th scope="row">${time(it.hour)}</th><td>${it.waits}</td><td>
          ${it.p50_seconds === null || it.p50_seconds === undefined ? "–" : duration(it.p50_seconds)}</td><td>
            ${percent(it.share_60)}</td></tr>`)}</tbody>
      </table>
    </div>
  </details>`;
}
