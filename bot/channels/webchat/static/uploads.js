/**
 * Files that the citizen sends: one after the other, each under its own id, so that a lost connection sends none twice.
 * They are kept while the page is open and no longer: a photo of a crime does not belong into a browser's storage.
 */

export class Uploads {
  #items = new Map(); // id -> {id, file, text, at, attachments}
  #failures = 0;
  #busy = false;
  #timer = 0;
  #stop = new AbortController();

  /**
   * `events`: added(item), thumbnail(item, address), progress(item, percent), sent(item, message), refused(item),
   * delayed(item, error), emptied().
   */
  constructor({ api, session, newId, pauseAfter, events }) {
    Object.assign(this, { api, session, newId, pauseAfter, events });
  }

  get isPending() {
    return [...this.#items.values()].some(({ refused }) => !refused);
  }

  /** Sends a file with a caption or without; one of which it is known why it is refused is shown with that sentence. */
  add({ file, kind, thumbnail }, text, refusal = "") {
    const attachments = [{ kind, size: file.size }];
    const item = { id: this.newId(), file, at: new Date().toISOString(), text, attachments };
    this.#items.set(item.id, item);
    this.events.added(item);
    thumbnail.then((address) => address && this.events.thumbnail(item, address));
    if (refusal) this.#refuse(item, refusal);
    else this.flush();
  }

  remove(id) {
    this.#items.delete(id);
  }

  /** Forgets everything, also what is on its way. */
  clear() {
    this.#stop.abort();
    this.#stop = new AbortController();
    clearTimeout(this.#timer);
    this.#items.clear();
    this.#failures = 0;
  }

  async flush() {
    if (this.#busy) return;
    this.#busy = true;
    clearTimeout(this.#timer);
    try {
      for (let item = this.#next(); item; item = this.#next()) {
        if (!(await this.#deliver(item, this.#stop.signal))) return;
      }
      this.events.emptied();
    } finally {
      this.#busy = false;
    }
  }

  #next() {
    return [...this.#items.values()].find(({ refused }) => !refused);
  }

  /** False when it has to be tried again later. */
  async #deliver(item, signal) {
    const tell = (share) => this.events.progress(item, Math.round(share * 100));
    const send = async () => {
      const token = await this.session.ensure(signal);
      return this.api.upload(token, item, tell, signal).catch((error) => {
        if (error.status === 401) this.session.drop(token);
        throw error;
      });
    };
    tell(0);
    try {
      const { message } = await send().catch((error) => (error.status === 401 ? send() : Promise.reject(error)));
      if (signal.aborted) return true;
      this.#items.delete(item.id);
      this.events.sent(item, message);
    } catch (error) {
      if (signal.aborted) return true;
      if (!("status" in error)) throw error;
      if (error.isTemporary) {
        this.#failures += 1;
        this.events.delayed(item, error);
        const pause = Math.max(this.pauseAfter(this.#failures), error.retryAfter * 1000);
        this.#timer = setTimeout(() => this.flush(), pause);
        return false;
      }
      this.#refuse(item, error.detail);
    }
    this.#failures = 0;
    return true;
  }

  #refuse(item, detail) {
    Object.assign(item, { refused: true, detail });
    this.events.refused(item);
  }
}
