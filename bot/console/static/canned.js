/** Canned replies and the bot's answers: found in the officer's language, sent in the citizen's. */

import { html, useEffect, useRef, useState } from "./vendor/htm-preact.js";
import { api, newId, query } from "./api.js";
import { act, refreshTalk } from "./conversation.js";
import { closeWindow, Dialog } from "./dialog.js";
import { Problem, useSubmit } from "./forms.js";
import { languageName, t, tagOf } from "./strings.js";

const PAUSE_MS = 150;

const tagFor = (talk) => tagOf(talk.language ?? "sq", talk.script);

/** What the citizen would receive. */
const theirText = (reply, talk) => reply.preview?.[tagFor(talk)] ?? reply.text;

function useFound(words) {
  const [state, setState] = useState({ replies: null, error: null });
  useEffect(() => {
    let isCurrent = true;
    const find = async () => {
      try {
        const [{ replies }, { answers }] = await Promise.all([
          api.get(`/replies${query({ q: words.trim() })}`),
          api.get(`/answers${query({ q: words.trim() })}`),
        ]);
        const ofBot = answers.map((answer) => ({ ...answer, isAnswer: true }));
        if (isCurrent) setState({ replies: [...replies, ...ofBot], error: null });
      } catch (error) {
        if (isCurrent) setState({ replies: [], error });
      }
    };
    const timer = setTimeout(find, words ? PAUSE_MS : 0);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [words]);
  return state;
}

export function CannedSearch({ talk, choose }) {
  const [words, setWords] = useState("");
  const [active, setActive] = useState(0);
  const { replies, error } = useFound(words);
  const list = useRef();
  const shown = replies ?? [];
  const pick = (reply) => {
    closeWindow();
    choose(reply);
  };
  const onKeyDown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const next = Math.min(shown.length - 1, Math.max(0, active + step));
      setActive(next);
      list.current?.children[next]?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && shown[active]) {
      event.preventDefault();
      pick(shown[active]);
    }
  };
  const search = (event) => {
    setWords(event.target.value);
    setActive(0);
  };
  return html`<${Dialog} title=${t("canned")} className="wide-window">
    <div class="field">
      <label for="canned-search">${t("canned_search")}</label>
      <input id="canned-search" type="search" role="combobox" aria-expanded="true" aria-controls="canned-list"
        aria-autocomplete="list" autocomplete="off"
        aria-activedescendant=${shown[active] ? `canned-${shown[active].id}` : null} value=${words} onInput=${search}
          onKeyDown=${onKeyDown} autofocus />
    </div>
    <${Problem} error=${error} />
    ${replies && !shown.length && !error && html`<p class="empty">${t("canned_none")}</p>`}
    <ul class="canned-list" id="canned-list" role="listbox" aria-label=${t("canned")} ref=${list}>
      ${shown.map((reply, index) => html`<li key=${reply.id} id="canned-${reply.id}" role="option"
        data-canned=${reply.id} aria-selected=${String(index === active)} onClick=${() => pick(reply)}>
        <strong>${reply.title}${reply.isAnswer && html` <small class="mark">${t("canned_of_bot")}</small>`}</strong>
        <span>${reply.text}</span>
        ${theirText(reply, talk) !== reply.text && html`<span class="theirs" lang=${tagFor(talk)}>
          ${theirText(reply, talk)}</span>`}
      </li>`)}
    </ul>
  <//>`;
}

/** The picked reply before it goes: both languages, so that the officer knows what the citizen will read. */
export function CannedPreview({ reply, talk, take, leave }) {
  const [id] = useState(newId);
  const sending = useSubmit(async () => {
    await act("reply", { [reply.isAnswer ? "answer" : "canned"]: reply.id, id });
    leave();
  });
  const send = useRef();
  useEffect(() => send.current?.focus(), []);
  const text = theirText(reply, talk);
  return html`<div class="canned-preview" id="canned-preview" data-canned=${reply.id}>
    <p><strong>${reply.title}</strong></p>
    ${text !== reply.text && html`<p class="said">${reply.text}</p>`}
    <p class="translation-mark">${t("canned_sent_in", { language: languageName(talk.language, talk.script) })}</p>
    <p class="said theirs" lang=${tagFor(talk)}>${text}</p>
    <p class="buttons">
      <button type="button" class="main" id="send-canned" ref=${send} disabled=${sending.isBusy}
        onClick=${sending.submit}>${t("canned_send")}</button>
      <button type="button" id="take-canned" onClick=${() => take(text)}>${t("canned_take_text")}</button>
      <button type="button" onClick=${leave}>${t("cancel")}</button>
    </p>
    <${Problem} error=${sending.error} reload=${refreshTalk} />
  </div>`;
}
