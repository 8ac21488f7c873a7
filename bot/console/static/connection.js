/** News from the server: the event stream; while it is down, questions every few seconds. */

import { hooks } from "./api.js";
import { session } from "./session.js";
import { Store } from "./store.js";
import { Stream } from "./stream.js";

const POLL_MS = 5000;
const GATHER_MS = 100;

/** {isReachable, isLive}: whether the last request was answered, and whether the stream is open. */
export const connection = new Store({ isReachable: true, isLive: true });

const listeners = { changed: new Set(), alarm: new Set() };
let gathered = null;

/** Calls `listener` with {queue: bool, conversations: Set | null}; null means any may have changed. */
export function onChanged(listener) {
  listeners.changed.add(listener);
  return () => listeners.changed.delete(listener);
}

/** Calls `listener` with {conversation, kind}. */
export function onAlarm(listener) {
  listeners.alarm.add(listener);
  return () => listeners.alarm.delete(listener);
}

/** Several events in a moment are one question. */
function gather({ queue, conversation, all }) {
  if (!gathered) {
    gathered = { queue: false, conversations: new Set() };
    setTimeout(() => {
      const news = gathered;
      gathered = null;
      if (session.value.phase !== "in") return;
      for (const listener of listeners.changed) listener(news);
    }, GATHER_MS);
  }
  if (queue || all) gathered.queue = true;
  if (all) gathered.conversations = null;
  else if (conversation) gathered.conversations?.add(conversation);
}

const stream = new Stream({
  heard(kind, data) {
    if (!connection.value.isLive) connection.set({ isLive: true });
    if (kind === "changed") gather(data);
    else for (const listener of listeners.alarm) listener(data);
  },
  opened() {
    connection.set({ isReachable: true, isLive: true });
    gather({ all: true }); // whatever happened while nobody listened
  },
  failed() {
    connection.set({ isLive: false });
    gather({ all: true }); // the answers tell whether the server is away or the session over
  },
});

session.subscribe(({ phase, me }) => {
  const isWanted = phase === "in" && !me.must_set_second_factor && me.officer.role !== "trainer";
  if (isWanted) stream.start();
  else stream.stop();
});

setInterval(() => {
  if (stream.isWanted && !connection.value.isLive) gather({ all: true });
}, POLL_MS);

hooks.reached = () => {
  if (!connection.value.isReachable) connection.set({ isReachable: true });
};
hooks.unreachable = () => {
  if (connection.value.isReachable) connection.set({ isReachable: false });
};
window.addEventListener("offline", hooks.unreachable);
window.addEventListener("online", () => gather({ all: true }));
window.addEventListener("pagehide", () => stream.stop());
window.addEventListener("pageshow", ({ persisted }) => {
  if (persisted) location.reload();
});
