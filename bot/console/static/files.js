/** Files of a talk: a picture is shown by its working copy, everything comes as it was sent by its link. */

import { html } from "./vendor/htm-preact.js";
import { dateTime } from "./format.js";
import { t } from "./strings.js";

export const sizeOf = (bytes) => (bytes < 100000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1000000).toFixed(1)} MB`);

/** Only what comes from our own address is drawn. */
const isOwn = (url) => (url ?? "").startsWith("/api/console/");

export function File({ file }) {
  if (!isOwn(file.url)) return null;
  const name = `${file.name} · ${sizeOf(file.size)}`;
  return html`<div class="file" data-file=${file.id}>
    ${isOwn(file.view_url) && html`<a href=${file.view_url} target="_blank" rel="noopener noreferrer"
      referrerpolicy="no-referrer"><img src=${file.view_url} alt=${name} loading="lazy" /></a>`}
    <a href=${file.url} download rel="noopener noreferrer" referrerpolicy="no-referrer">
      ${t("attachment_download", { name })}</a>
  </div>`;
}

/** With what proves it to be as it was received. */
export function FileOnRecord({ file }) {
  return html`<li>
    <${File} file=${file} />
    <p class="hint">${t(file.is_outgoing ? "attachment_sent" : "attachment_received", { at: dateTime(file.at) })}</p>
    <p class="hint digest">SHA-256 ${file.sha256}</p>
  </li>`;
}
