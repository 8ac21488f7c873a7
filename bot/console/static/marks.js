/** Small marks that say the same thing everywhere: urgency, status, the wait against its target. */

import { html, useEffect, useState } from "./vendor/htm-preact.js";
import { duration } from "./format.js";
import { t } from "./strings.js";

export const Urgent = () => html`<strong class="mark urgent"><span aria-hidden="true">▲ </span>${t("urgent")}</strong>`;

export const Mark = ({ kind = "", children }) => html`<span class="mark ${kind}">${children}</span>`;

/** The time, every second while it is shown. */
function useNow() {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** How long a citizen has waited, against the target: in numbers and as a bar that is full at the target. */
export function Wait({ row, readAt }) {
  const now = useNow();
  const waited = row.waiting_seconds + Math.max(0, now - readAt) / 1000;
  const target = row.target_seconds;
  const isLate = row.is_late || (target && waited > target);
  const share = target ? Math.min(100, (waited / target) * 100) : 0;
  return html`<span class="wait ${isLate ? "late" : ""}" data-wait=${Math.floor(waited)}>
    <span class="wait-text">
      ${target ? t("wait_of_target", { wait: duration(waited), target: duration(target) }) : duration(waited)}
      ${isLate && html`<span class="unseen">. ${t("wait_late")}</span>`}
    </span>
    <span class="bar" aria-hidden="true"><span style=${{ width: `${share}%` }}></span></span>
  </span>`;
}

/** Terms and their values: [[term, value]]. Values that are empty are left out. */
export function Facts({ items }) {
  const shown = items.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return html`<dl class="facts">
    ${shown.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}
