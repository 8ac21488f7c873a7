/** The open talk: who, where and what about; the messages; and the place to answer. */

import { html, useEffect, useLayoutEffect, useRef, useState } from "./vendor/htm-preact.js";
import { announce } from "./announce.js";
import { Outcome } from "./choices.js";
import { Composer } from "./composer.js";
import { conversation, readOlder, refreshTalk } from "./conversation.js";
import { openWindow } from "./dialog.js";
import { Problem, useSubmit } from "./forms.js";
import { dateTime } from "./format.js";
import { Mark, Urgent, Wait } from "./marks.js";
import { isIncoming, Timeline, timelineOf } from "./messages.js";
import { addressOf } from "./router.js";
import { useStore } from "./store.js";
import { languageName, t } from "./strings.js";

const NEAR_END_PX = 80;

function Head({ talk, readAt, isNarrow }) {
  const owner = talk.owner && !talk.is_mine ? t("owned_by", { name: talk.owner }) : null;
  return html`<header class="talk-head">
    <a class="button back" id="back" href=${addressOf("queue")} aria-label=${t("back")}>
      <span aria-hidden="true">←</span></a>
    <div class="talk-title">
      <h2 id="talk-title" tabindex="-1">
        ${t("citizen", { alias: talk.citizen })} · ${languageName(talk.language, talk.script)} · ${talk.municipality_name ?? t("no_municipality")}</h2>
      <p class="talk-facts">
        ${talk.urgent && html`<${Urgent} />`}
        <span class="mark status-${talk.status}" data-status=${talk.status} id="talk-status">
          ${t(`status_${talk.status}`)}</span>
        ${talk.status === "waiting" && html`<${Wait} row=${talk} readAt=${readAt} />`}
        <span>${talk.topic_label ?? t("no_topic")}</span>
        ${owner && html`<span id="owner">${owner}</span>`}
      </p>
    </div>
    ${isNarrow && html`<button type="button" id="show-details" onClick=${() => openWindow("details")}>${t("details")}
      </button>`}
  </header>`;
}

function Warnings({ talk, messages }) {
  const failed = messages.find(({ delivery }) => delivery === "failed");
  const show = () => document.querySelector(`[data-message="${failed.id}"]`)?.scrollIntoView({ block: "center" });
  return html`
    ${talk.undelivered > 0 && html`<div class="notice bad slim" id="undelivered">
      <p>${t("undelivered_banner", { count: talk.undelivered })}</p>
      ${failed && html`<button type="button" onClick=${show}>${t("undelivered_show")}</button>`}
    </div>`}
    ${talk.mute && html`<p class="notice slim" id="muted">
      ${t("muted_until", { until: dateTime(talk.mute.until), reason: talk.mute.reason })}</p>`}
    ${talk.status === "resolved" && html`<p class="notice slim calm" id="rating">
      ${talk.outcome && html`<${Mark}><${Outcome} value=${talk.outcome} /><//> `}
      ${talk.rating ? t("rating_value", { rating: talk.rating }) : t("no_rating")}
    </p>`}
  `;
}

/** Says a new message of the citizen aloud, once, to whoever listens rather than looks. */
function useAnnouncements(id, messages) {
  const said = useRef({ id: null, last: 0 });
  useEffect(() => {
    const last = messages[messages.length - 1];
    if (!last) return;
    if (said.current.id === id) {
      const fresh = messages.filter((message) => message.id > said.current.last && isIncoming(message));
      const words = fresh.map(({ text }) => t("announce_message", { sender: t("sender_citizen"), text: (text ?? "").slice(0, 300) }));
      if (words.length) announce(words.join(" "));
    }
    said.current = { id, last: last.id };
  }, [id, messages]);
}

/** Keeps the newest message in sight while the officer is at the end, and the place on the screen otherwise. */
function useScroll(ref, id, messages, itemCount) {
  const state = useRef({ id: null, isAtEnd: true, firstId: null, height: 0 });
  const [hasNews, setNews] = useState(false);
  useLayoutEffect(() => {
    const log = ref.current;
    const before = state.current;
    const firstId = messages[0]?.id ?? null;
    if (before.id !== id && getComputedStyle(log).overflowY === "visible") {
      document.getElementById("composer")?.scrollIntoView({ block: "end" }); // very short screens scroll the whole page
    } else if (before.id !== id || before.isAtEnd || before.firstId === null) {
      log.scrollTop = log.scrollHeight;
      setNews(false);
    } else if (firstId !== before.firstId) {
      log.scrollTop += log.scrollHeight - before.height;
    } else if (log.scrollHeight > before.height) {
      setNews(true);
    }
    state.current = { id, firstId, isAtEnd: before.id !== id || before.isAtEnd, height: log.scrollHeight };
  }, [id, messages, itemCount]);
  const onScroll = () => {
    const log = ref.current;
    state.current.isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;
    if (state.current.isAtEnd) setNews(false);
  };
  const toEnd = () => {
    ref.current.scrollTop = ref.current.scrollHeight;
    ref.current.focus();
  };
  // The field below grows and shrinks, and so does a keyboard on a phone.
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      if (state.current.isAtEnd) ref.current.scrollTop = ref.current.scrollHeight;
    });
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return { onScroll, hasNews, toEnd };
}

function Log({ state, showPlace }) {
  const { id, messages, hasOlder } = state;
  const ref = useRef();
  const items = timelineOf(state);
  const { onScroll, hasNews, toEnd } = useScroll(ref, id, messages, items.length);
  const older = useSubmit(readOlder);
  useAnnouncements(id, messages);
  return html`<div class="log-frame">
    <div class="log" id="messages" ref=${ref} tabindex="0" role="log" aria-live="off" aria-label=${t("history")}
      onScroll=${onScroll}>
      ${hasOlder && html`<button type="button" class="wide" id="older" disabled=${older.isBusy} onClick=${older.submit}>
        ${t("older")}</button>`}
      <${Problem} error=${older.error} />
      <${Timeline} items=${items} showPlace=${showPlace} />
    </div>
    ${hasNews && html`<button type="button" class="news main" id="newer" onClick=${toEnd}>↓ ${t("new_below")}</button>`}
  </div>`;
}

export function Talk({ isNarrow }) {
  const state = useStore(conversation);
  const { id, talk, messages, readAt, error } = state;
  const showPlace = (place) => openWindow("place", { place });
  if (!id) {
    return html`<section class="talk is-empty" aria-label=${t("talk")}><p>${t("choose_talk")}</p><p class="hint">
      ${t("choose_talk_hint")}</p></section>`;
  }
  if (!talk) {
    return html`<section class="talk is-empty" aria-label=${t("talk")} data-conversation-open=${id}>
      <a class="button back" href=${addressOf("queue")}>${t("back")}</a>
      ${error?.status === 404 ? html`<p class="notice bad" role="alert">${t("talk_missing")}
        </p>` : html`<${Problem} error=${error} reload=${refreshTalk} />`}
      ${!error && html`<p>${t("loading")}</p>`}
    </section>`;
  }
  return html`<section class="talk" id="talk" data-conversation-open=${id} aria-labelledby="talk-title">
    <${Head} talk=${talk} readAt=${readAt} isNarrow=${isNarrow} />
    <${Warnings} talk=${talk} messages=${messages} />
    <${Log} key=${id} state=${state} showPlace=${showPlace} />
    <${Composer} key=${`c${id}`} id=${id} talk=${talk} />
  </section>`;
}
