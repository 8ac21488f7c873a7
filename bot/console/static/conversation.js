/** The talk that is open: its messages in order, what is known of it, and what may be done. */

import { api, query } from "./api.js";
import { onChanged } from "./connection.js";
import { session } from "./session.js";
import { Store } from "./store.js";
import { language } from "./strings.js";
import { refreshTalks } from "./talks.js";

/** Understanding and delivery of the last messages may still change, so they are read again. */
const READ_AGAIN = 10;
const FINAL = ["available", "sent", "delivered", "read", null, undefined];
const EMPTY = { id: null, talk: null, messages: [], hasOlder: false, readAt: 0, error: null, translations: {} };

/** {id, talk (Row and more), messages, hasOlder, readAt, error, translations: {number: {text} | {isBusy} | {error}}} */
export const conversation = new Store({ ...EMPTY });

const path = (id, rest = "") => `/conversations/${encodeURIComponent(id)}${rest}`;

function merged(known, read) {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of read) byId.set(message.id, message);
  return [...byId.values()].sort((one, other) => one.id - other.id);
}

/** The number after which messages are read: before the first that is still on its way. */
function firstToRead(messages) {
  if (!messages.length) return null;
  const settled = messages.length - READ_AGAIN;
  const moving = messages.findIndex(({ delivery }) => !FINAL.includes(delivery));
  const from = Math.min(Math.max(settled, 0), moving < 0 ? Infinity : moving);
  return messages[from].id - 1;
}

function take(id, answer, { isOlder = false, isFirst = false } = {}) {
  if (conversation.value.id !== id) return;
  const { messages, has_more: hasMore, ...talk } = answer;
  // More is new than one answer holds: between it and what is known there would be a hole.
  const isTorn = hasMore && !isOlder && !isFirst;
  conversation.set({
    talk: isOlder ? conversation.value.talk : talk,
    messages: isTorn ? messages : merged(conversation.value.messages, messages),
    hasOlder: isOlder || isFirst || isTorn ? hasMore : conversation.value.hasOlder,
    readAt: Date.now(),
    error: null,
  });
}

/** Opens a talk, or none. */
export async function openTalk(id) {
  if (conversation.value.id === id) return;
  conversation.set({ ...EMPTY, id });
  if (id) await refreshTalk({ isBackground: false });
}

/** A talk that was handed on may be out of reach; then nothing of it stays on the screen. */
function fail(id, error) {
  if (conversation.value.id === id) conversation.set(error.status === 404 ? { ...EMPTY, id, error } : { error });
}

let running = null;
let isAgain = false;

/** Reads what is new in the open talk. */
export async function refreshTalk({ isBackground = true } = {}) {
  const { id, messages } = conversation.value;
  if (!id) return;
  if (running === id) {
    isAgain = true;
    return;
  }
  running = id;
  isAgain = false;
  try {
    const after = firstToRead(messages);
    const answer = await api.get(path(id, query({ after })), { isBackground });
    take(id, answer, { isFirst: after === null });
  } catch (error) {
    fail(id, error);
  }
  if (running === id) running = null;
  if (isAgain && conversation.value.id === id) await refreshTalk();
}

export async function readOlder() {
  const { id, messages } = conversation.value;
  take(id, await api.get(path(id, query({ before: messages[0]?.id }))), { isOlder: true });
}

/** Does something to the open talk ("claim", "reply" …) and reads what came of it. */
export async function act(what, body = {}) {
  const { id } = conversation.value;
  const answer = await api.post(path(id, `/${what}`), body);
  refreshTalks();
  await refreshTalk({ isBackground: false });
  return answer;
}

/** Sends a file to the citizen of a talk, whichever is open by then. */
export async function sendFile(talk, { id, file }, caption) {
  await api.upload(path(talk, `/files${query({ id })}`), file, caption);
  refreshTalks();
  await refreshTalk({ isBackground: false });
}

/** A machine's translation of one message, kept beside the original. */
export async function translateMessage(number) {
  const { id } = conversation.value;
  const put = (translation) => {
    if (conversation.value.id !== id) return;
    conversation.set({ translations: { ...conversation.value.translations, [number]: translation } });
  };
  put({ isBusy: true });
  try {
    put(await api.post(path(id, "/translate"), { message: number }));
  } catch (error) {
    put({ error });
  }
}

export function hideTranslation(number) {
  const { [number]: hidden, ...translations } = conversation.value.translations;
  if (hidden) conversation.set({ translations });
}

/** A translation of the officer's own text into the citizen's language, to be read before it is sent. */
export const translateText = (text) => api.post(path(conversation.value.id, "/translate"), { text });

onChanged(({ conversations }) => {
  if (conversations === null || conversations.has(conversation.value.id)) refreshTalk();
});

// What was understood, and the bot's lines, come in the language that was asked for.
language.subscribe(() => {
  const { id } = conversation.value;
  if (session.value.phase !== "in" || !id) return;
  conversation.set({ ...EMPTY, id });
  running = null;
  refreshTalk();
});

session.subscribe(({ phase }) => {
  if (phase === "out" && conversation.value.id) conversation.set({ ...EMPTY });
});
