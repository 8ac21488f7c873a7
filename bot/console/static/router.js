/** Which page is shown: the fragment of the address, such as #/queue/ID. */

import { Store } from "./store.js";

const JOIN = /^#join=(.+)$/;

/** {page, id, joinToken} */
export const route = new Store(read());

function read() {
  const [, page = "queue", id = null] = location.hash.match(/^#\/([a-z]+)(?:\/([^/]+))?/) ?? [];
  return { page, id: id && decodeURIComponent(id), joinToken: takeJoinToken() ?? null };
}

/** The token of an invitation leaves the address bar at once: whoever looks at the screen could use it. */
function takeJoinToken() {
  const token = location.hash.match(JOIN)?.[1];
  if (token) history.replaceState(null, "", location.pathname + location.search);
  return token;
}

export const addressOf = (page, id) => `#/${page}${id ? `/${encodeURIComponent(id)}` : ""}`;

export function go(page, id) {
  location.hash = addressOf(page, id);
}

export function leaveJoin() {
  route.set({ joinToken: null });
}

window.addEventListener("hashchange", () => route.set(read()));
