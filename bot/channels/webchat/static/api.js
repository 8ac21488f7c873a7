/** The web chat API over fetch, and the session that it opens. */

const BASE = "/api/chat";
const PATIENCE_MS = 20000;
const UPLOAD_PATIENCE_MS = 60000; // without a byte getting on

/** A refusal or a failure; `status` is 0 when nobody answered, `detail` a sentence for the citizen if there is one. */
export class ApiError extends Error {
  constructor(status, detail = "", retryAfter = 0) {
    super(`chat API: ${status}`);
    Object.assign(this, { status, detail, retryAfter });
  }

  /** Whether trying the same request again can help. */
  get isTemporary() {
    return this.status === 0 || this.status >= 500 || [401, 408, 425, 429].includes(this.status);
  }
}

/** Seconds from a Retry-After header: a number of seconds or a date. */
function secondsUntil(header) {
  if (!header) return 0;
  const seconds = Number(header);
  return Math.max(0, Number.isNaN(seconds) ? (Date.parse(header) - Date.now()) / 1000 || 0 : seconds);
}

async function request(method, path, { token, body, signal, keepalive = false, patience = PATIENCE_MS } = {}) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort);
  const timer = setTimeout(abort, patience);
  const headers = { Accept: "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  try {
    const response = await fetch(BASE + path, {
      method,
      headers,
      body: body && JSON.stringify(body),
      cache: "no-store",
      credentials: "omit",
      keepalive,
      signal: controller.signal,
    });
    if (response.ok) return await response.json();
    const problem = await response.json().catch(() => ({}));
    const detail = typeof problem?.detail === "string" ? problem.detail : "";
    throw new ApiError(response.status, detail, secondsUntil(response.headers.get("Retry-After")));
  } catch (error) {
    throw error instanceof ApiError ? error : new ApiError(0);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

/** A file as the body; fetch tells nothing of how far it is. */
function upload(path, { token, file, text, tell, signal }) {
  return new Promise((resolve, reject) => {
    const asked = new XMLHttpRequest();
    const fail = () => reject(new ApiError(0));
    let timer = 0;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => asked.abort(), UPLOAD_PATIENCE_MS);
    };
    asked.open("POST", BASE + path);
    asked.setRequestHeader("Authorization", `Bearer ${token}`);
    asked.setRequestHeader("Accept", "application/json");
    asked.setRequestHeader("Content-Type", "application/octet-stream");
    if (text) asked.setRequestHeader("X-Caption", encodeURIComponent(text.toWellFormed?.() ?? text));
    asked.responseType = "json";
    asked.upload.onprogress = ({ loaded, total }) => {
      wait();
      tell(total ? loaded / total : 0);
    };
    asked.onerror = asked.onabort = fail;
    asked.onloadend = () => clearTimeout(timer);
    asked.onload = () => {
      if (asked.status >= 200 && asked.status < 300) return resolve(asked.response);
      const detail = typeof asked.response?.detail === "string" ? asked.response.detail : "";
      reject(new ApiError(asked.status, detail, secondsUntil(asked.getResponseHeader("Retry-After"))));
    };
    signal?.addEventListener("abort", () => asked.abort());
    wait();
    asked.send(file);
  });
}

/** An answer that is not the server's own, as from a hotel's network before the login, counts as none. */
function checked(answer, isWhole) {
  if (!isWhole(answer ?? {})) throw new ApiError(0);
  return answer;
}

/** The version of the notice about data that stands on the page. */
const shownNotice = () => document.documentElement.dataset.notice;

export const api = {
  /** {token, conversation}; `notice` is the version of the notice about data that the page shows. */
  async openSession(language, notice, signal) {
    const body = { ...language, notice };
    return checked(await request("POST", "/sessions", { body, signal }), ({ token }) => token);
  },

  /** Tells that the page showed this version of the notice about data. */
  async tellNotice(token, version) {
    return checked(await request("POST", "/notices", { token, body: { version } }), (answer) => answer.version);
  },

  /** {message}: its number in the conversation. */
  async send(token, body, signal) {
    const answer = await request("POST", "/messages", { token, body, signal });
    return checked(answer, ({ message }) => Number.isInteger(message));
  },

  /** Sends from a page that is being left; nobody hears how it went. */
  sendLast(token, body) {
    request("POST", "/messages", { token, body, keepalive: true }).catch(() => {});
  },

  /** {message}: the number of the message that the file became; `tell` hears how much of it is sent, 0 to 1. */
  async upload(token, { id, file, text }, tell, signal) {
    const answer = await upload(`/attachments?id=${encodeURIComponent(id)}`, { token, file, text, tell, signal });
    return checked(answer, ({ message }) => Number.isInteger(message));
  },

  /** {status, typing, place, messages} after the message `after`, as soon as there is news or after `wait` seconds. */
  async read(token, after, wait, signal) {
    const options = { token, signal, patience: PATIENCE_MS + wait * 1000 };
    const answer = await request("GET", `/messages?after=${after}&wait=${wait}`, options);
    return checked(answer, ({ messages }) => Array.isArray(messages));
  },
};

/** The key to the conversation, shared by all tabs. */
export class Session {
  constructor({ storage, language, opened, lost }) {
    Object.assign(this, { storage, language, opened, lost });
  }

  get token() {
    return this.storage.get("token");
  }

  /** The token, after opening a session where there is none. */
  async ensure(signal) {
    if (this.token) return this.token;
    const notice = shownNotice();
    const { token } = await api.openSession(this.language.parts, notice, signal);
    if (signal?.aborted) throw new ApiError(0);
    this.storage.set("token", token);
    this.storage.set("notice", notice);
    this.opened();
    return token;
  }

  /** Whoever was here before the notice about data changed is shown the new one: that is told once; else the next time. */
  async tellNotice() {
    const notice = shownNotice();
    if (!this.token || this.storage.get("notice") === notice) return;
    try {
      await api.tellNotice(this.token, notice);
      this.storage.set("notice", notice);
    } catch {
      // No connection, or the token is not known any more: reading on finds out and says so.
    }
  }

  /** The server does not know this token. */
  drop(token) {
    if (this.token !== token) return;
    this.storage.remove("token");
    this.lost();
  }
}
