/** What did not reach citizens, to be sent again; and what nothing could read, for supervisors. */

import { html, useEffect } from "./vendor/htm-preact.js";
import { useAnswer } from "./answers.js";
import { api } from "./api.js";
import { onChanged } from "./connection.js";
import { Problem, useSubmit } from "./forms.js";
import { dateTime } from "./format.js";
import { Mark } from "./marks.js";
import { addressOf, route } from "./router.js";
import { mayActAs, officer, session } from "./session.js";
import { Store, useStore } from "./store.js";
import { language, t } from "./strings.js";

const REFRESH_MS = 60000;
const PAUSE_MS = 2000; // changes come in numbers
const EMPTY = { messages: [], counts: { failed: 0, held: 0, parked: 0 }, readAt: 0, error: null };

/** {messages, counts, readAt, error} */
export const undelivered = new Store({ ...EMPTY });

/** How many somebody should look at; what is held goes out by itself. */
export const toSee = ({ failed, parked }) => failed + parked;

const mayRead = () => session.value.phase === "in" && !session.value.me.must_set_second_factor && mayActAs("officer");

export async function refreshUndelivered({ isBackground = true } = {}) {
  if (!mayRead()) return;
  try {
    undelivered.set({ ...(await api.get("/undelivered", { isBackground })), readAt: Date.now(), error: null });
  } catch (error) {
    undelivered.set({ error });
  }
}

let pause = 0;

onChanged(() => {
  if (pause || route.value.page !== "undelivered") return;
  pause = setTimeout(() => {
    pause = 0;
    refreshUndelivered();
  }, PAUSE_MS);
});

setInterval(refreshUndelivered, REFRESH_MS);
language.subscribe(() => undelivered.value.readAt && refreshUndelivered());
session.subscribe(({ phase }) => {
  if (phase === "out" && undelivered.value.readAt) undelivered.set({ ...EMPTY });
  else if (phase === "in" && !undelivered.value.readAt) refreshUndelivered();
});

const citizenOf = ({ conversation, citizen }) => html`<a href=${addressOf("queue", conversation)}>
  ${t("citizen", { alias: citizen })}</a>`;

function Message({ message }) {
  const { conversation, message: number, delivery, problem, is_maybe_repeated: isRepeated } = message;
  const { submit, isBusy, error } = useSubmit(async () => {
    await api.post(`/conversations/${conversation}/messages/${number}/resend`);
    await refreshUndelivered({ isBackground: false });
  });
  const isFailed = delivery === "failed";
  return html`<li class="panel" data-undelivered="${conversation}/${number}" data-delivery=${delivery}>
    <h3>${citizenOf(message)} · ${message.channel_label}</h3>
    <p><${Mark} kind=${isFailed ? "bad" : "warn"}>${isFailed && "✕ "}${t(`delivery_${delivery}`)}<//> ${problem}</p>
    <p class="hint">${t("undelivered_which", { number, sender: t(`sender_${message.sender}`), at: dateTime(message.at) })}
      ${isRepeated && ` · ${t("maybe_repeated")}`}</p>
    ${isFailed && html`<p class="buttons"><button type="button" disabled=${isBusy} onClick=${submit}
      data-again="${conversation}/${number}">${t("resend")}</button></p>`}
    <${Problem} error=${error} reload=${refreshUndelivered} />
  </li>`;
}

function Update({ update, reload }) {
  const { submit, isBusy, error } = useSubmit(async () => {
    await api.post(`/parked/${update.id}/retry`);
    await Promise.all([reload(), refreshUndelivered()]);
  });
  return html`<li class="panel" data-parked=${update.id}>
    <h3>${update.channel_label}: ${update.kind ?? t("none")}</h3>
    <p>${dateTime(update.received_at)} · ${update.error}</p>
    <p class="buttons">
      <button type="button" disabled=${isBusy} data-read-again=${update.id} onClick=${submit}>${t("read_again")}</button>
      ${update.conversation && html`<a href=${addressOf("queue", update.conversation)}>${t("parked_talk")}</a>`}
    </p>
    <${Problem} error=${error} reload=${reload} />
  </li>`;
}

function Parked() {
  const { answer, error, reload } = useAnswer("/parked");
  return html`<section aria-labelledby="parked-title">
    <h2 id="parked-title">${t("parked_title")}</h2>
    <p class="hint">${t("parked_hint")}</p>
    <${Problem} error=${error} reload=${reload} />
    ${answer && !answer.updates.length && html`<p class="empty">${t("parked_none")}</p>`}
    <ul class="plain-list">
      ${answer?.updates.map((update) => html`<${Update} key=${update.id} update=${update} reload=${reload} />`)}</ul>
  </section>`;
}

function Messages({ title, hint, messages, id }) {
  if (!messages.length) return null;
  return html`<section aria-labelledby=${id}>
    <h2 id=${id}>${title}</h2>
    <p class="hint">${hint}</p>
    <ul class="plain-list">
      ${messages.map((it) => html`<${Message} key="${it.conversation}/${it.message}" message=${it} />`)}</ul>
  </section>`;
}

export function Undelivered() {
  const { messages, counts, readAt, error } = useStore(undelivered);
  useEffect(() => {
    refreshUndelivered({ isBackground: false });
  }, []);
  const of = (delivery) => messages.filter((it) => it.delivery === delivery);
  const hasParked = mayActAs("supervisor") && !officer().is_confined;
  return html`<main class="page narrow undelivered" id="content" tabindex="-1">
    <h1>${t("page_undelivered")}</h1>
    <${Problem} error=${error} reload=${refreshUndelivered} />
    ${readAt === 0 && !error && html`<p>${t("loading")}</p>`}
    ${readAt > 0 && !messages.length && html`<p class="empty">${t("undelivered_none")}</p>`}
    <${Messages} id="failed-title" title=${t("undelivered_failed", { count: counts.failed })}
      hint=${t("undelivered_failed_hint")} messages=${of("failed")} />
    <${Messages} id="held-title" title=${t("undelivered_held", { count: counts.held })}
      hint=${t("undelivered_held_hint")} messages=${of("held")} />
    ${hasParked && html`<${Parked} />`}
  </main>`;
}
