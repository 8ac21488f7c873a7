/** Files of a citizen: looked at and heard by their working copies; everything comes as it was sent by its link. */

import { html } from "./vendor/htm-preact.js";
import { dateTime } from "./format.js";
import { t } from "./strings.js";

const sizeOf = (bytes) => (bytes < 100000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1000000).toFixed(1)} MB`);

/** Only what comes from our own address is drawn. */
const isOwn = (url) => (url ?? "").startsWith("/api/console/");

/** The working copy, by what it is. A document is only saved: a browser opens it with more rights than it needs. */
function View({ file, name }) {
  const { view_url: url, view_type: type = "" } = file;
  if (!isOwn(url)) return null;
  const [kind] = (type ?? "").split("/");
  const link = { href: url, rel: "noopener noreferrer", referrerpolicy: "no-referrer" };
  if (kind === "video") return html`<video src=${url} controls preload="metadata" playsinline aria-label=${name}></video>`;
  if (kind === "audio") return html`<audio src=${url} controls preload="metadata" aria-label=${name}></audio>`;
  if (kind === "image") {
    return html`<a ...${link} target="_blank"><img src=${url} alt=${name} loading="lazy" /></a>`;
  }
  return type === "text/plain"
    ? html`<a ...${link} target="_blank">${t("attachment_read", { name })}</a>`
    : html`<a ...${link} download>${t("attachment_copy", { name })}</a>`;
}

export function File({ file }) {
  if (!isOwn(file.url)) return null;
  const name = `${file.name} · ${sizeOf(file.size)}`;
  return html`<div class="file" data-file=${file.id}>
    <${View} file=${file} name=${name} />
    <a href=${file.url} download rel="noopener noreferrer" referrerpolicy="no-referrer">
      ${t("attachment_download", { name })}</a>
  </div>`;
}

/** With what proves it to be as it was received. */
export function FileOnRecord({ file }) {
  return html`<li>
    <${File} file=${file} />
    <p class="hint">${t("attachment_received", { at: dateTime(file.at) })}</p>
    <p class="hint digest">SHA-256 ${file.sha256}</p>
  </li>`;
}
