/** What an officer has typed and not sent, by talk. It outlives a reload and a session that ends, not a logout. */

import { tab } from "./storage.js";

const keyOf = (officerId, conversationId) => `draft.${officerId}.${conversationId}`;

/** {mode: "reply" | "note", reply, note, replyId, noteId}: the ids go with the texts, so a repeat sends nothing twice. */
export function draftOf(officerId, conversationId) {
  return { mode: "reply", reply: "", note: "", replyId: "", noteId: "", ...tab.get(keyOf(officerId, conversationId)) };
}

export function keepDraft(officerId, conversationId, draft) {
  if (draft.reply || draft.note) tab.set(keyOf(officerId, conversationId), draft);
  else tab.remove(keyOf(officerId, conversationId));
}

export const hasDrafts = (officerId) => tab.keys(`draft.${officerId}.`).length > 0;

export function forgetDrafts(officerId) {
  for (const key of tab.keys(`draft.${officerId}.`)) tab.remove(key);
}
