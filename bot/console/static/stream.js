/** The server's event stream, one for all tabs of a browser: over HTTP/1.1 a browser holds only six connections. */

const LOCK = "dialog.console.stream";
const RETRY_MS = 3000;
const KINDS = ["changed", "alarm"];

/** `heard(kind, data)` for each event, `opened()` and `failed()` for the stream; in every tab alike. */
export class Stream {
  #source = null;
  #timer = 0;
  #leave = null;
  #channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(LOCK) : null;

  constructor(listener) {
    this.listener = listener;
    if (this.#channel) this.#channel.onmessage = ({ data }) => this.isWanted && this.#tell(data);
  }

  get isWanted() {
    return this.#leave !== null;
  }

  /** Listens; the tab that holds the lock keeps the connection, and the next takes over when it goes. */
  start() {
    if (this.isWanted) return;
    const left = new Promise((resolve) => {
      this.#leave = resolve;
    });
    if (!navigator.locks || !this.#channel) {
      this.#open();
      return;
    }
    const lead = () => {
      if (this.isWanted) this.#open();
      return left;
    };
    navigator.locks.request(LOCK, lead).catch(() => this.isWanted && this.#open());
  }

  stop() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
    this.#leave?.();
    this.#leave = null;
  }

  #open() {
    const source = new EventSource("/api/console/events");
    this.#source = source;
    source.addEventListener("open", () => this.#share({ call: "opened" }));
    for (const kind of KINDS) source.addEventListener(kind, (event) => this.#share({ call: "heard", kind, text: event.data }));
    source.addEventListener("error", () => {
      source.close();
      if (this.#source !== source) return;
      this.#share({ call: "failed" });
      this.#timer = setTimeout(() => this.isWanted && this.#open(), RETRY_MS);
    });
  }

  #share(news) {
    this.#channel?.postMessage(news);
    this.#tell(news);
  }

  #tell({ call, kind, text }) {
    if (call !== "heard") {
      this.listener[call]();
      return;
    }
    try {
      this.listener.heard(kind, JSON.parse(text));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
}
