/** Reads the conversation by long polling: one loop, begun anew when the page is seen again or the network returns. */

const WAIT_S = 25;
const HIDDEN_PAUSE_MS = 10000; // a tab in the background leaves the few connections of a browser to the others
const EMPTY_PAUSE_MS = 2000;

const sleep = (ms, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });

export class Feed {
  #run = new AbortController();
  #after = 0;
  #hasHistory = false;

  /** `events`: page(answer, isHistory), caughtUp(), failed(failures), reached(). */
  constructor({ api, session, pauseAfter, events }) {
    Object.assign(this, { api, session, pauseAfter, events });
  }

  /** Reads from the beginning; what is already there counts as history unless the conversation has just been opened. */
  start({ isNew = false } = {}) {
    this.#after = 0;
    this.#hasHistory = isNew;
    this.resume();
  }

  /** Begins a fresh request from where reading stopped. */
  resume() {
    this.stop();
    this.#run = new AbortController();
    this.#loop(this.#run.signal);
  }

  stop() {
    this.#run.abort();
  }

  async #loop(signal) {
    let failures = 0;
    let before = {};
    while (!signal.aborted) {
      const token = this.session.token;
      if (!token) return;
      const begun = Date.now();
      try {
        const wait = this.#hasHistory && !document.hidden ? WAIT_S : 0;
        const answer = await this.api.read(token, this.#after, wait, signal);
        if (signal.aborted) return;
        failures = 0;
        this.#take(answer);
        const { status, typing, messages } = answer;
        const isNews = messages.length > 0 || status !== before.status || typing !== before.typing;
        const isQuick = Date.now() - begun < EMPTY_PAUSE_MS;
        before = answer;
        if (document.hidden) await sleep(HIDDEN_PAUSE_MS, signal);
        else if (wait && isQuick && !isNews) await sleep(EMPTY_PAUSE_MS, signal); // a server that does not wait
      } catch (error) {
        if (signal.aborted) return;
        if (!("status" in error)) throw error;
        if (error.status === 401) return this.session.drop(token);
        failures += 1;
        this.events.failed(failures);
        await sleep(Math.max(this.pauseAfter(failures), error.retryAfter * 1000), signal);
      }
    }
  }

  #take(answer) {
    const isHistory = !this.#hasHistory;
    this.#after = Math.max(this.#after, ...answer.messages.map(({ id }) => id));
    this.events.reached();
    this.events.page(answer, isHistory);
    if (isHistory && !answer.messages.length) {
      this.#hasHistory = true;
      this.events.caughtUp();
    }
  }
}
