/**
 * Messages of the citizen that the server has not confirmed. Each is stored under its own id until then, so a reload,
 * a closed tab or a lost connection loses none, and the id keeps the server from handling one twice.
 */

const KEY = "outbox.";
const ORPHAN_MS = 30000; // what another tab has not sent by then is sent by any
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30000;

export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // pages without https have no randomUUID
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const bodyOf = ({ id, text, payload }) => (payload === undefined ? { id, text } : { id, payload });

/** Full jitter with a floor: half of the pause is fixed, half is chance. */
export function pauseAfter(failures) {
  const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
  return pause / 2 + Math.random() * (pause / 2);
}

export class Outbox {
  #failures = 0;
  #busy = false;
  #again = false;
  #timer = 0;
  #notBefore = 0;
  #stop = new AbortController();
  #own = new Set();

  /** `events`: sending(item), sent(item, message), refused(item), delayed(item, error), emptied(). */
  constructor({ storage, api, session, events }) {
    Object.assign(this, { storage, api, session, events });
    for (const { id } of this.items) this.#own.add(id); // left by this tab before a reload, or by one that was closed
  }

  /** Unconfirmed messages, oldest first: {id, text or payload, title, at, order, refused}. */
  get items() {
    const items = this.storage.keys(KEY).map((key) => this.storage.get(key)).filter(Boolean);
    return items.sort((one, other) => one.order - other.order);
  }

  /** Keeps a message and begins to send it. */
  add({ text, payload, title }) {
    const last = this.items.pop()?.order ?? 0;
    const now = Date.now();
    const item = { id: newId(), text, payload, title, at: new Date(now).toISOString(), order: Math.max(now, last + 1) };
    this.#own.add(item.id);
    this.storage.set(KEY + item.id, item);
    this.flush();
    return item;
  }

  /** Another tab has added a message: looks later whether that tab has sent it. */
  adoptLater() {
    setTimeout(() => this.flush(), ORPHAN_MS + FIRST_PAUSE_MS);
  }

  remove(id) {
    this.storage.remove(KEY + id);
  }

  /** Sends all that waits once more, at once: the page is being left. Without a token there is nowhere to send it. */
  sendLast() {
    const token = this.session.token;
    for (const item of this.items) if (token && !item.refused) this.api.sendLast(token, bodyOf(item));
  }

  /** Forgets everything, also what is on its way. */
  clear() {
    this.#stop.abort();
    this.#stop = new AbortController();
    clearTimeout(this.#timer);
    this.#failures = 0;
    this.#notBefore = 0;
    for (const { id } of this.items) this.remove(id);
  }

  /** Sends what waits, one after the other; a failure pauses the queue and keeps it. */
  async flush() {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    clearTimeout(this.#timer);
    try {
      do {
        this.#again = false;
        await this.#sendAll();
      } while (this.#again && !this.#failures);
    } finally {
      this.#busy = false;
    }
  }

  async #sendAll() {
    const { signal } = this.#stop;
    for (let item = this.#next(); item && !signal.aborted; item = this.#next()) {
      const pause = this.#notBefore - Date.now();
      if (pause > 0) return this.#retryIn(pause);
      try {
        await this.#alone(() => this.#deliver(item.id, signal));
      } catch (error) {
        if (signal.aborted) return;
        if (error.isTemporary) return this.#postpone(item, error);
        if (!("status" in error)) throw error;
        this.#refuse(item, error);
      }
      this.#failures = 0;
    }
    this.events.emptied();
  }

  #next() {
    const isOurs = ({ id, order }) => this.#own.has(id) || Date.now() - order > ORPHAN_MS;
    return this.items.find((item) => !item.refused && isOurs(item));
  }

  /** One tab at a time sends; where the browser has no locks, or gives none to a frame, the ids suffice. */
  async #alone(work) {
    let hasBegun = false;
    const begin = () => {
      hasBegun = true;
      return work();
    };
    try {
      return await navigator.locks.request("dialog.outbox", begin);
    } catch (error) {
      if (hasBegun) throw error;
      return work();
    }
  }

  async #deliver(id, signal) {
    const item = this.storage.get(KEY + id);
    if (!item || item.refused || signal.aborted) return; // another tab was quicker
    this.events.sending(item);
    const body = bodyOf(item);
    const token = await this.session.ensure(signal);
    const { message } = await this.api.send(token, body, signal).catch(async (error) => {
      if (error.status !== 401) throw error;
      this.session.drop(token);
      return this.api.send(await this.session.ensure(signal), body, signal);
    });
    if (signal.aborted) return;
    this.remove(id);
    this.events.sent(item, message);
  }

  #refuse(item, error) {
    const refused = { ...item, refused: true, detail: error.detail };
    this.storage.set(KEY + item.id, refused);
    this.events.refused(refused);
  }

  #postpone(item, error) {
    this.#failures += 1;
    const pause = Math.max(pauseAfter(this.#failures), error.retryAfter * 1000);
    if (error.status === 429) this.#notBefore = Date.now() + pause;
    this.events.delayed(item, error);
    this.#retryIn(pause);
  }

  #retryIn(pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), pause);
  }
}
