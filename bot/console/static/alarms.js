/** What must not be missed: said, sounded, shown at the top, and in the title of the window. */

import { html } from "./vendor/htm-preact.js";
import { alarm, announce } from "./announce.js";
import { onAlarm } from "./connection.js";
import { route, go } from "./router.js";
import { mayActAs, session } from "./session.js";
import { play } from "./sound.js";
import { Store, useStore } from "./store.js";
import { language, t } from "./strings.js";
import { talks } from "./talks.js";

const REPEAT_MS = 15000;
const SHOWN = 3;
const FRESH_MS = 3000;

/** {list: [{conversation, kind, key, at}]}: alarms that nobody has dismissed here. */
const alarms = new Store({ list: [] });

const dismiss = (key) => alarms.set({ list: alarms.value.list.filter((it) => it.key !== key) });

const concernsMe = ({ kind }) => kind === "urgent" || mayActAs("supervisor");

onAlarm((event) => {
  if (!concernsMe(event)) return;
  const key = `${event.kind}.${event.conversation}`;
  const others = alarms.value.list.filter((it) => it.key !== key);
  alarms.set({ list: [{ ...event, key, at: Date.now() }, ...others].slice(0, SHOWN) });
  alarm(t(`alarm_${event.kind}`));
  play(event.kind);
});

export function Alarms() {
  const { list } = useStore(alarms);
  const open = (it) => {
    dismiss(it.key);
    go("queue", it.conversation);
  };
  return list.map((it) => html`<div class="notice alarm" key=${it.key} data-alarm=${it.kind}>
    <p><span aria-hidden="true">▲ </span>${t(`alarm_${it.kind}`)}</p>
    <p class="buttons">
      <button type="button" class="main" onClick=${() => open(it)}>${t("alarm_open")}</button>
      <button type="button" onClick=${() => dismiss(it.key)}>${t("alarm_dismiss")}</button>
    </p>
  </div>`);
}

function titleOf() {
  const { phase } = session.value;
  const app = t("app_title");
  if (phase !== "in") return `${t(route.value.joinToken ? "page_join" : "page_login")} – ${app}`;
  const { urgent, waiting } = talks.value.counts;
  const page = `${t(`page_${route.value.page}`)} – ${app}`;
  if (urgent > 0) return `▲ ${t("title_urgent", { count: urgent })} – ${page}`;
  return waiting > 0 ? `(${waiting}) ${page}` : page;
}

const showTitle = () => {
  document.title = titleOf();
};

let before = { urgent: 0, waiting: 0 };

/** A talk that somebody has claimed needs no alarm any more. */
function forgetSettled({ rows, counts, view, isForMe, hasMore }) {
  if (counts.urgent === 0 && alarms.value.list.some(({ kind }) => kind === "urgent")) {
    alarms.set({ list: alarms.value.list.filter(({ kind }) => kind !== "urgent") });
  }
  const statuses = new Map(rows.map(({ id, status }) => [id, status]));
  const isWhole = view === "active" && !isForMe && !hasMore;
  // A list that was asked for before the alarm may not know the talk yet.
  const mayWait = ({ at }) => !isWhole || Date.now() - at < FRESH_MS;
  const waits = (it) => (statuses.get(it.conversation) ?? (mayWait(it) ? "waiting" : "")) === "waiting";
  const left = alarms.value.list.filter(waits);
  if (left.length !== alarms.value.list.length) alarms.set({ list: left });
}

talks.subscribe((value) => {
  const { counts } = value;
  if (!value.readAt) return showTitle();
  if (counts.urgent > before.urgent) play("urgent");
  else if (counts.waiting > before.waiting) announce(t("announce_queue", { waiting: counts.waiting, urgent: counts.urgent }));
  before = counts;
  forgetSettled(value);
  return showTitle();
});

for (const store of [session, route, language]) store.subscribe(showTitle);

setInterval(() => {
  if (session.value.phase === "in" && talks.value.counts.urgent > 0) play("urgent");
}, REPEAT_MS);

session.subscribe(({ phase }) => {
  if (phase !== "out") return;
  before = { urgent: 0, waiting: 0 };
  if (alarms.value.list.length) alarms.set({ list: [] });
});
