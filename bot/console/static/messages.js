/** What was said and what happened, in order, as text: nothing that a citizen writes becomes markup. */

import { html, useState } from "./vendor/htm-preact.js";
import { act, conversation, hideTranslation, translateMessage } from "./conversation.js";
import { File } from "./files.js";
import { Problem, sentenceOf, useSubmit } from "./forms.js";
import { dateTime, day, time } from "./format.js";
import { Mark } from "./marks.js";
import { session } from "./session.js";
import { useStore } from "./store.js";
import { language as pageLanguage, languageName, partsOf, t, tagOf } from "./strings.js";

export const isIncoming = ({ direction }) => direction === "incoming";

/** Messages and events by time; events from before the oldest message on the screen wait for it. */
export function timelineOf({ messages, talk, hasOlder }) {
  const items = [
    ...messages.map((message) => ({ key: `m${message.id}`, at: Date.parse(message.at), message })),
    ...(talk?.events ?? []).map((event) => ({ key: `e${event.id}`, at: Date.parse(event.at), event })),
  ];
  const since = hasOlder && messages.length ? Date.parse(messages[0].at) : 0;
  return items.filter(({ at }) => at >= since).sort((one, other) => one.at - other.at);
}

function Understanding({ message }) {
  const { intent_label: label, intent, confidence, danger, payload, places } = message;
  const isSure = typeof confidence === "number" && !payload;
  const parts = [label ?? (intent ? null : ""), isSure && label && t("confidence", { percent: Math.round(confidence * 100) }), ...(places ?? [])];
  const shown = parts.filter(Boolean);
  return html`
    ${danger && html`<p class="understood"><${Mark} kind="urgent">▲ ${t("danger")} ${danger}<//></p>`}
    ${payload && html`<p class="understood">${t("chosen_button")}</p>`}
    ${shown.length > 0 && html`<p class="understood"><span>${t("understood")}</span> ${shown.join(" · ")}</p>`}
  `;
}

/** What people wrote in another language than the officer's; the bot's own lines need no machine. */
function TranslateButton({ message }) {
  const { translations } = useStore(conversation);
  const { me } = useStore(session);
  const { sender, text, language, payload } = message;
  const isForeign = text && language && language !== partsOf(pageLanguage.value.tag).language && sender !== "bot" && !payload && !message.in_my_language;
  if (!me.can_translate || !isForeign || translations[message.id]) return null;
  return html` · <button type="button" class="quiet" data-translate=${message.id}
    onClick=${() => translateMessage(message.id)}>${t("translate")}</button>`;
}

function Translation({ message }) {
  const { translations } = useStore(conversation);
  const found = translations[message.id];
  if (!found) return null;
  if (found.isBusy) return html`<p class="understood">${t("translating")}</p>`;
  return html`<div class="translation" data-translation=${message.id}>
    <p class="translation-mark">${t("translation")}</p>
    <p class="said">${found.error ? sentenceOf(found.error) : found.text}</p>
    <button type="button" class="quiet" onClick=${() => hideTranslation(message.id)}>${t("hide_translation")}</button>
  </div>`;
}

/** The bot's line in the officer's language; what the citizen received is one press away. */
function Said({ message }) {
  const [isSentShown, setSentShown] = useState(false);
  const sent = html`<p class="said" lang=${tagOf(message.language, message.script) || undefined}>${message.text}</p>`;
  if (!message.in_my_language) return sent;
  return html`
    <p class="said" lang=${pageLanguage.value.tag}>${message.in_my_language}</p>
    ${isSentShown && html`<div class="sent-as"><p class="translation-mark">
      ${t("as_sent", { language: languageName(message.language, message.script) })}</p>${sent}</div>`}
    <p class="understood">${t("in_your_language")} ·${" "}
      <button type="button" class="quiet" aria-expanded=${String(isSentShown)} data-as-sent=${message.id}
        onClick=${() => setSentShown(!isSentShown)}>${t(isSentShown ? "hide_sent" : "show_sent")}</button>
    </p>
  `;
}

function Delivery({ message }) {
  const { submit, isBusy, error } = useSubmit(() => act(`messages/${message.id}/resend`));
  const { delivery, problem, is_maybe_repeated: isRepeated } = message;
  if (isIncoming(message) || !delivery) return null;
  const besides = [isRepeated && t("maybe_repeated"), problem].filter(Boolean);
  if (delivery !== "failed") return html`<span class="delivery"> · ${[t(`delivery_${delivery}`), ...besides].join(" · ")}
    </span>`;
  return html`<span class="not-delivered">
    <${Mark} kind="bad">✕ ${t("delivery_failed")}<//> ${besides.join(" · ")}
    <button type="button" data-resend=${message.id} disabled=${isBusy} onClick=${submit}>${t("resend")}</button>
    <${Problem} error=${error} />
  </span>`;
}

function Place({ message, showPlace }) {
  if (!message.place) return null;
  return html`<button type="button" class="quiet" data-place=${message.id} onClick=${() => showPlace(message.place)}>
    ${t("place_shared")}</button>`;
}

function senderOf({ officer, sender }, talk) {
  if (sender === "citizen" && talk?.citizen) return t("citizen", { alias: talk.citizen });
  return officer && sender === "officer" ? officer : t(`sender_${sender}`);
}

const REFERS = { edited: "edits_message", unsent: "unsends_message" };

/** What a message is besides words, and which one it edits, takes back or answers. */
function About({ message }) {
  const { messages } = useStore(conversation);
  const { kind, kind_label: label, refers_to: number } = message;
  const words = number && t(REFERS[kind] ?? "answers_message", { number });
  const show = () => {
    const found = document.querySelector(`[data-message="${number}"]`);
    found?.scrollIntoView({ block: "center" });
    found?.focus({ preventScroll: true });
  };
  if (!kind && !number) return null;
  return html`<p class="about">${kind && html`<${Mark}>${label}<//> `}
    ${number && (messages.some(({ id }) => id === number)
      ? html`<button type="button" class="quiet" data-refers=${number} onClick=${show}>${words}</button>`
      : words)}</p>`;
}

export function Message({ message, showPlace }) {
  const { sender, delivery, buttons } = message;
  const { talk } = useStore(conversation);
  return html`<li class="message from-${sender} ${delivery === "failed" ? "is-failed" : ""}" data-message=${message.id}
    data-delivery=${delivery} tabindex="-1">
    <p class="sender">${senderOf(message, talk)}</p>
    <div class="bubble">
      <${About} message=${message} />
      ${(message.text || !(message.attachments?.length || message.kind)) && html`<${Said} message=${message} />`}
      ${message.attachments?.map((file) => html`<${File} key=${file.id} file=${file} />`)}
      <${Place} message=${message} showPlace=${showPlace} />
      ${buttons?.length > 0 && html`<p class="understood"><span>${t("buttons_offered")}</span> ${buttons.join(" · ")}
        </p>`}
      ${isIncoming(message) && html`<${Understanding} message=${message} />`}
      <${Translation} message=${message} />
    </div>
    <p class="meta"><time datetime=${message.at}>${time(message.at)}</time><${TranslateButton} message=${message} />
      <${Delivery} message=${message} /></p>
  </li>`;
}

export function Event({ event }) {
  const isNote = event.kind === "note";
  const who = event.officer ? ` · ${event.officer}` : "";
  if (isNote) {
    return html`<li class="note" data-event=${event.id} data-kind="note">
      <p class="sender">${t("note")}${who} · ${t("note_only")}</p>
      <div class="bubble"><p class="said">${event.text}</p></div>
      <p class="meta"><time datetime=${event.at}>${time(event.at)}</time></p>
    </li>`;
  }
  return html`<li class="event" data-event=${event.id} data-kind=${event.kind}>
    <p><time datetime=${event.at} title=${dateTime(event.at)}>${time(event.at)}
      </time> · ${event.label}${who}${event.text && `: ${event.text}`}</p>
  </li>`;
}

/** The items of a timeline, with a line where a day begins. */
export function Timeline({ items, showPlace }) {
  let before = "";
  const lines = [];
  for (const { key, at, message, event } of items) {
    const name = day(at);
    if (name !== before) lines.push(html`<li class="day" key=${`d${name}`}>${name}</li>`);
    before = name;
    lines.push(message ? html`<${Message} key=${key} message=${message} showPlace=${showPlace} />` : html`<${Event}
      key=${key} event=${event} />`);
  }
  return html`<ol class="timeline">${lines}</ol>`;
}
