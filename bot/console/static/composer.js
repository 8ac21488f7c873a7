/** Where an officer writes: a reply to the citizen, or a note for officers. Nothing typed is ever lost or cut. */

import { html, useRef, useState } from "./vendor/htm-preact.js";
import { newId } from "./api.js";
import { CannedPreview } from "./canned.js";
import { act, refreshTalk, translateText } from "./conversation.js";
import { openWindow } from "./dialog.js";
import { draftOf, keepDraft } from "./drafts.js";
import { dateTime } from "./format.js";
import { Check, Problem, useSubmit } from "./forms.js";
import { officer, session } from "./session.js";
import { language, languageName, t, tagOf } from "./strings.js";

export const LIMIT = 4096;
const COUNT_FROM = 3500;

/** Characters as the server counts them: an emoji is one, not two. */
const lengthOf = (text) => (text.length < COUNT_FROM ? text.length : [...text].length);

function Counter({ length }) {
  if (length < COUNT_FROM) return null;
  const isOver = length > LIMIT;
  return html`<p class="counter ${isOver ? "over" : ""}" id="counter" role=${isOver ? "alert" : undefined}>
    ${isOver ? t("too_long", { count: length - LIMIT }) : t("characters_left", { count: LIMIT - length })}
    ${isOver && html`<br />${t("reply_too_long", { count: LIMIT })}`}
  </p>`;
}

function Modes({ mode, choose, canReply, canNote }) {
  const modes = [canReply && ["reply", "reply"], canNote && ["note", "note"]].filter(Boolean);
  return html`<div class="segments" role="group" aria-label=${t("compose_what")}>
    ${modes.map(([value, key]) => html`<button type="button" id="mode-${value}" aria-pressed=${String(mode === value)}
      onClick=${() => choose(value)}>${t(key)}</button>`)}
  </div>`;
}

/** Why nothing can be replied now, and the way to it. */
function Gate({ talk, writeNote }) {
  const { can } = talk;
  const claim = useSubmit(() => act("claim"));
  const reopen = useSubmit(() => act("reopen"));
  const why = { with_bot: t("talk_with_bot"), resolved: t("talk_closed"), waiting: t("claim_first") }[talk.status];
  const other = talk.owner && !talk.is_mine ? t("owned_by", { name: talk.owner }) : "";
  const isReopen = talk.status === "resolved" && can.reopen;
  return html`<div class="gate">
    <p>${why ?? other}</p>
    ${can.claim && !isReopen && html`<button type="button" id="claim" class="main" disabled=${claim.isBusy}
      onClick=${claim.submit} aria-keyshortcuts="c">${t(talk.status === "with_bot" ? "claim_from_bot" : "claim")}
        </button>`}
    ${isReopen && html`<button type="button" id="reopen" class="main" disabled=${reopen.isBusy}
      onClick=${reopen.submit}>${t("reopen")}</button>`}
    ${writeNote && html`<button type="button" id="mode-note" onClick=${writeNote}>${t("note")}</button>`}
    <${Problem} id="claim-problem" error=${claim.error ?? reopen.error} reload=${refreshTalk} />
  </div>`;
}

/** The draft of this talk, kept at each keystroke. */
function useDraft(id) {
  const own = officer().id;
  const [draft, setDraft] = useState(() => draftOf(own, id));
  const latest = useRef(draft);
  const change = (patch) => {
    latest.current = { ...latest.current, ...patch };
    keepDraft(own, id, latest.current);
    setDraft(latest.current);
  };
  return [draft, change, latest];
}

function Translated({ preview, tag }) {
  return html`<div class="translation" id="translation-preview">
    <p class="translation-mark">${t("translate_preview")} · ${t("translation")}</p>
    <p class="said" lang=${tag}>${preview}</p>
  </div>`;
}

/** Until when the citizen's platform takes a reply, where it sets an end. */
function ReplyWindow({ closesAt }) {
  if (!closesAt) return null;
  const isOpen = new Date(closesAt) > new Date();
  return html`<p class="hint" id="reply-window">
    ${isOpen ? t("window_until", { at: dateTime(closesAt) }) : t("window_closed")}</p>`;
}

export function Composer({ id, talk }) {
  const { can } = talk;
  const [draft, change, latest] = useDraft(id);
  const [canned, setCanned] = useState(null);
  const [isTranslating, setTranslating] = useState(false);
  const [preview, setPreview] = useState(null); // {of, text}
  const field = useRef();
  const isReplyShown = can.reply || Boolean(draft.reply);
  const isNoteShown = can.note && (isReplyShown || draft.mode === "note");
  const mode = isReplyShown ? draft.mode : "note";
  const isNote = mode === "note";
  const text = isNote ? draft.note : draft.reply;
  const length = lengthOf(text);
  const theirs = languageName(talk.language, talk.script);
  const mayTranslate = !isNote && session.value.me.can_translate && talk.language && talk.language !== officer().language;
  const needsPreview = mayTranslate && isTranslating && preview?.of !== text;

  const type = (value) => change(isNote ? { mode, note: value, noteId: "" } : { mode, reply: value, replyId: "" });

  const deliver = async () => {
    const idKey = isNote ? "noteId" : "replyId";
    if (needsPreview) {
      setPreview({ of: text, ...(await translateText(text)) });
      return;
    }
    if (!latest.current[idKey]) change({ [idKey]: newId() });
    const body = { text, id: latest.current[idKey] };
    if (mayTranslate && isTranslating) body.translate = true;
    await act(isNote ? "note" : "reply", body);
    // What was typed while the message was on its way stays.
    if (latest.current[mode] === text) change({ [mode]: "", [idKey]: "" });
    setPreview(null);
    field.current?.focus();
  };
  const sending = useSubmit(deliver);
  const isBlocked = !text.trim() || length > LIMIT || (!isNote && !can.reply);
  const submit = (event) => {
    event?.preventDefault();
    if (!isBlocked) sending.submit();
  };
  const onKeyDown = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
  };
  const search = () => openWindow("canned", { talk, choose: setCanned });
  const take = (words) => {
    setCanned(null);
    type(text ? `${text}\n${words}` : words);
    setTimeout(() => field.current?.focus());
  };
  const label = isNote ? t("note_label") : t("reply_label", { language: theirs });

  return html`<footer class="composer ${isNote ? "is-note" : ""}" id="composer">
    ${!can.reply && html`<${Gate} talk=${talk}
      writeNote=${can.note && !isReplyShown && !isNoteShown && (() => change({ mode: "note" }))} />`}
    ${canned && can.reply && html`<${CannedPreview} key=${canned.id} reply=${canned} talk=${talk} take=${take}
      leave=${() => setCanned(null)} />`}
    ${(isReplyShown || isNoteShown) && !canned && html`<form onSubmit=${submit} data-mode=${mode}>
      <div class="composer-top">
        <${Modes} mode=${mode} choose=${(value) => change({ mode: value })} canReply=${isReplyShown}
          canNote=${can.note} />
        ${!isNote && can.reply && html`<button type="button" id="canned" onClick=${search} aria-keyshortcuts="/">
          ${t("canned")}</button>`}
        ${mayTranslate && html`<${Check} id="translate-reply" label=${t("translate_before", { language: theirs })}
          checked=${isTranslating} onChange=${setTranslating} />`}
      </div>
      ${!isNote && html`<${ReplyWindow} closesAt=${talk.window_closes_at} />`}
      <label class=${isNote ? "composer-label" : "unseen"} for=${isNote ? "note-text" : "reply-text"}>${label}</label>
      <${Counter} length=${length} />
      <div class="composer-line">
        <textarea key=${mode} ref=${field} id=${isNote ? "note-text" : "reply-text"}
          rows=${isReplyShown || isNote ? 2 : 1} value=${text}
          lang=${isNote ? language.value.tag : tagOf(talk.language, talk.script) || language.value.tag}
            aria-describedby="counter" aria-invalid=${length > LIMIT ? "true" : null}
          placeholder=${t(isNote ? "note_placeholder" : "reply_placeholder")}
            onInput=${(event) => type(event.target.value)} onKeyDown=${onKeyDown}></textarea>
        <button type="submit" id=${isNote ? "send-note" : "send-reply"} class=${isNote ? "" : "main"}
          disabled=${isBlocked || sending.isBusy}>
          ${sending.isBusy ? t("sending") : needsPreview ? t("translate_preview") : t(isNote ? "save_note" : "send_reply")}
        </button>
      </div>
      ${preview?.of === text && isTranslating && html`<${Translated} preview=${preview.text}
        tag=${tagOf(talk.language, talk.script)} />`}
      ${sending.error && html`<p class="kept">${t("kept")}</p>`}
      <${Problem} id="send-problem" error=${sending.error} reload=${refreshTalk} />
    </form>`}
  </footer>`;
}
