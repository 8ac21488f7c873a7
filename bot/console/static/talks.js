/** The list of talks, as the officer has filtered it. */

import { api, query } from "./api.js";
import { onChanged } from "./connection.js";
import { session } from "./session.js";
import { device } from "./storage.js";
import { Store } from "./store.js";
import { language } from "./strings.js";

const PAGE = 100;
const LEAST_PAUSE_MS = 1000; // many officers read the same list
const SPREAD_MS = 400;
const REFRESH_MS = 30000;
export const VIEWS = ["active", "mine", "with_bot", "resolved"];
const FILTERS = { active: {}, mine: { mine: 1 }, with_bot: { status: "with_bot" }, resolved: { status: "resolved" } };

const EMPTY = { rows: [], counts: { waiting: 0, urgent: 0, assigned: 0, mine: 0 }, hasMore: false, readAt: 0 };

/** {view, isForMe, rows, counts, hasMore, readAt, error} */
export const talks = new Store({ ...EMPTY, view: "active", isForMe: device.get("for_me") === true, error: null });

let running = null;
let pause = 0;
let readingAt = 0;
let isAgain = false;

function address(extra = {}) {
  const { view, isForMe } = talks.value;
  return `/conversations${query({ ...FILTERS[view], for_me: isForMe ? 1 : null, limit: PAGE, ...extra })}`;
}

async function read(isBackground) {
  const asked = address();
  const answer = await api.get(asked, { isBackground });
  if (asked !== address()) return; // the officer has chosen another view meanwhile
  const { conversations: rows, counts, more } = answer;
  talks.set({ rows, counts, hasMore: more, readAt: Date.now(), error: null });
}

/** Reads the list; changes that come meanwhile lead to one more reading, not to a pile of them. */
export async function refreshTalks({ isBackground = true } = {}) {
  if (running) {
    isAgain = true;
    return running;
  }
  running = (async () => {
    do {
      isAgain = false;
      try {
        await read(isBackground);
      } catch (error) {
        talks.set({ error });
      }
    } while (isAgain);
    running = null;
  })();
  return running;
}

export function chooseView(view) {
  talks.set({ view, rows: [], hasMore: false, readAt: 0 });
  return refreshTalks({ isBackground: false });
}

export function chooseForMe(isForMe) {
  device.set("for_me", isForMe);
  talks.set({ isForMe });
  return refreshTalks({ isBackground: false });
}

export async function readMoreTalks() {
  const { view, rows } = talks.value;
  const last = rows[rows.length - 1];
  const isOpen = view === "active" || view === "mine";
  const older = isOpen ? { skip: rows.length } : { before: last.last_incoming_at ?? last.opened_at };
  const { conversations, more } = await api.get(address(older));
  const known = new Set(rows.map(({ id }) => id));
  talks.set({ rows: [...rows, ...conversations.filter(({ id }) => !known.has(id))], hasMore: more });
}

/** Reads the list soon: at once when it is old enough, else when it is. */
function refreshSoon() {
  if (pause) return;
  const wait = Math.max(0, readingAt + LEAST_PAUSE_MS - Date.now()) + Math.random() * SPREAD_MS;
  pause = setTimeout(() => {
    pause = 0;
    readingAt = Date.now();
    refreshTalks();
  }, wait);
}

onChanged(({ queue, conversations }) => {
  const { view, rows } = talks.value;
  // Open talks tell of themselves when their row changes; of closed ones only their messages are heard.
  const isClosed = view === "with_bot" || view === "resolved";
  if (queue || conversations === null || (isClosed && rows.some(({ id }) => conversations.has(id)))) refreshSoon();
});

// Whose talk it is changes with time alone.
setInterval(() => session.value.phase === "in" && talks.value.readAt && refreshSoon(), REFRESH_MS);

// Names of places and topics come in the language that was asked for.
language.subscribe(() => {
  if (session.value.phase === "in" && talks.value.readAt) refreshTalks();
});

session.subscribe(({ phase }) => {
  if (phase === "out" && talks.value.readAt) talks.set({ ...EMPTY });
});
