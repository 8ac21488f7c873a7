/** The supervisor's canned replies: one reply in three languages side by side, Cyrillic made from Latin. */

import { html, useState } from "./vendor/htm-preact.js";
import { api, query } from "./api.js";
import { useAnswer } from "./answers.js";
import { toCyrillic } from "./cyrillic.js";
import { closeWindow, Dialog, openWindow } from "./dialog.js";
import { Field, isFilled, Problem, useSubmit, WindowButtons } from "./forms.js";
import { language, t } from "./strings.js";

const LIMIT = 4096;
const TITLE_LIMIT = 80;
const CODES = ["sq", "sr", "en"];
const TAGS = { sq: "sq", sr: "sr-Latn", en: "en" };
const EMPTY = { sq: "", sr: "", en: "" };

function Column({ code, titles, texts, setTitles, setTexts }) {
  const isSerbian = code === "sr";
  return html`<fieldset class="column" data-column=${code}>
    <legend>${t(`language_${TAGS[code]}`)}</legend>
    <${Field} id="title-${code}" label=${t("replies_title")} value=${titles[code]}
      onInput=${(value) => setTitles({ ...titles, [code]: value })} lang=${TAGS[code]} limit=${TITLE_LIMIT} />
    <${Field} id="text-${code}" type="textarea" rows="7" label=${t("replies_text")} value=${texts[code]}
      onInput=${(value) => setTexts({ ...texts, [code]: value })} lang=${TAGS[code]} limit=${LIMIT} />
    ${isSerbian && html`<div class="preview">
      <p class="translation-mark">${t("replies_cyrillic")}</p>
      <p lang="sr-Cyrl" id="cyrillic-title"><strong>${toCyrillic(titles.sr)}</strong></p>
      <p class="said" lang="sr-Cyrl" id="cyrillic-text">${toCyrillic(texts.sr)}</p>
    </div>`}
  </fieldset>`;
}

function ReplyWindow({ reply, saved }) {
  const [version, setVersion] = useState(reply?.version);
  const [titles, setTitles] = useState({ ...EMPTY, ...reply?.titles });
  const [texts, setTexts] = useState({ ...EMPTY, ...reply?.texts });
  const isWhole = CODES.every((code) => isFilled(titles[code], TITLE_LIMIT) && isFilled(texts[code], LIMIT));
  const { submit, isBusy, error, setError } = useSubmit(async () => {
    if (reply) await api.put(`/replies/${reply.id}`, { titles, texts, version });
    else await api.post("/replies", { titles, texts });
    closeWindow();
    saved();
  });
  // What was typed stays; only the version it is written over becomes the newest.
  const takeNewest = async () => {
    const { replies } = await api.get("/replies");
    const newest = replies.find(({ id }) => id === reply.id);
    if (newest) setVersion(newest.version);
    setError(null);
    saved();
  };
  return html`<${Dialog} title=${reply ? reply.title : t("replies_new")} className="widest-window">
    <form id="reply-form" onSubmit=${submit}>
      <div class="three">${CODES.map((code) => html`<${Column} key=${code} code=${code} titles=${titles} texts=${texts}
        setTitles=${setTitles} setTexts=${setTexts} />`)}</div>
      ${!isWhole && html`<p class="hint">${t("replies_missing")}</p>`}
      <${Problem} error=${error} reload=${takeNewest} />
      <${WindowButtons} id="reply-save" label=${t("save")} isBusy=${isBusy} disabled=${!isWhole} />
    </form>
  <//>`;
}

function DeleteWindow({ reply, saved }) {
  const { submit, isBusy, error } = useSubmit(async () => {
    await api.delete(`/replies/${reply.id}${query({ version: reply.version })}`);
    closeWindow();
    saved();
  });
  return html`<${Dialog} title=${t("replies_delete_title")}>
    <form onSubmit=${submit}>
      <p><strong>${reply.title}</strong></p>
      <p>${t("replies_delete_text")}</p>
      <${Problem} error=${error} reload=${saved} />
      <${WindowButtons} id="reply-delete-sure" label=${t("delete")} isBusy=${isBusy} isDangerous />
    </form>
  <//>`;
}

export const REPLY_WINDOWS = { "edit-reply": ReplyWindow, "delete-reply": DeleteWindow };

function Item({ reply, reload }) {
  const windowProps = { reply, saved: reload };
  return html`<li class="panel" data-reply=${reply.id}>
    <h2>${reply.title}</h2>
    <div class="three">
      ${CODES.map((code) => html`<div key=${code} lang=${TAGS[code]}>
        <p class="translation-mark" lang=${language.value.tag}>${t(`language_${code}`)}</p><p><strong>
          ${reply.titles[code]}</strong></p><p class="said">${reply.texts[code]}</p></div>`)}
    </div>
    <p class="buttons">
      <button type="button" data-edit=${reply.id} aria-label="${t("edit")}: ${reply.title}"
        onClick=${() => openWindow("edit-reply", windowProps)}>${t("edit")}</button>
      <button type="button" data-delete=${reply.id} aria-label="${t("delete")}: ${reply.title}"
        onClick=${() => openWindow("delete-reply", windowProps)}>${t("delete")}</button>
    </p>
  </li>`;
}

export function Replies() {
  const { answer, error, reload } = useAnswer("/replies");
  const replies = answer?.replies ?? [];
  return html`<main class="page" id="content" tabindex="-1">
    <h1>${t("page_replies")}</h1>
    <p>${t("replies_intro")}</p>
    <p><button type="button" class="main" id="new-reply" onClick=${() => openWindow("edit-reply", { saved: reload })}>
      ${t("replies_new")}</button></p>
    <${Problem} error=${error} reload=${reload} />
    ${!answer && !error && html`<p>${t("loading")}</p>`}
    ${answer && !replies.length && html`<p class="empty">${t("replies_none")}</p>`}
    <ul class="plain-list">${replies.map((reply) => html`<${Item} key=${reply.id} reply=${reply} reload=${reload} />`)}
      </ul>
  </main>`;
}
