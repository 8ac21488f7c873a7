/** The console's API over fetch. The cookie says who asks; the token in the header, that our own page does. */

import { language } from "./strings.js";

const BASE = "/api/console";
const PATIENCE_MS = 20000;
const UPLOAD_PATIENCE_MS = 900000;
const LOGIN_CODES = ["wrong", "wrong_code", "code_required"];

/** A refusal or a failure; `status` is 0 when nobody answered, `detail` a sentence for the officer if there is one. */
export class ApiError extends Error {
  constructor(status, { code = "", detail = "", owner = null, retry_after: retryAfter = 0 } = {}) {
    super(`console API: ${status} ${code}`);
    Object.assign(this, { status, code, detail, owner, retryAfter });
  }
}

/** What others want to know of answers: set by session.js and connection.js. */
export const hooks = { signedOut: () => {}, needsSecondFactor: () => {}, reached: () => {}, unreachable: () => {} };

let csrf = "";

export function setCsrf(token) {
  csrf = token ?? "";
}

/** An id of the client's own: sent again with a repeat, so that nothing is done twice. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function headersFor(method, body, { isBackground, more }) {
  const headers = { Accept: "application/json", "Accept-Language": language.value.tag, ...more };
  if (method !== "GET" && csrf) headers["X-CSRF-Token"] = csrf;
  if (body !== undefined) headers["Content-Type"] = body instanceof Blob ? "application/octet-stream" : "application/json";
  if (isBackground) headers["X-Background"] = "1";
  return headers;
}

async function ask(method, path, body, options) {
  try {
    return await fetch(BASE + path, {
      method,
      headers: headersFor(method, body, options),
      body: body === undefined || body instanceof Blob ? body : JSON.stringify(body),
      cache: "no-store",
      credentials: "same-origin",
      signal: AbortSignal.timeout(options.patience ?? PATIENCE_MS),
    });
  } catch {
    hooks.unreachable();
    throw new ApiError(0);
  }
}

async function refusalOf(response) {
  const problem = await response.json().catch(() => ({}));
  const error = new ApiError(response.status, {
    code: problem?.code,
    detail: typeof problem?.detail === "string" ? problem.detail : "",
    owner: problem?.owner,
    retry_after: problem?.retry_after ?? Number(response.headers.get("Retry-After") ?? 0),
  });
  if (error.status === 401 && !LOGIN_CODES.includes(error.code)) hooks.signedOut();
  if (error.code === "second_factor_required") hooks.needsSecondFactor();
  return error;
}

async function request(method, path, body, options = {}) {
  const response = await ask(method, path, body, options);
  hooks.reached();
  if (!response.ok) throw await refusalOf(response);
  if (response.status === 204) return null;
  try {
    return await response.json();
  } catch {
    throw new ApiError(0);
  }
}

/** The query part of an address, without what is empty. */
export function query(values) {
  const entries = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return entries.length ? `?${new URLSearchParams(entries)}` : "";
}

export const api = {
  get: (path, options) => request("GET", path, undefined, options),
  post: (path, body = {}, options) => request("POST", path, body, options),
  put: (path, body, options) => request("PUT", path, body, options),
  patch: (path, body, options) => request("PATCH", path, body, options),
  /** A file as the body, with words that go with it. */
  upload: (path, file, caption) => {
    const more = caption ? { "X-Caption": encodeURIComponent(caption.toWellFormed?.() ?? caption) } : {};
    return request("POST", path, file, { more, patience: UPLOAD_PATIENCE_MS });
  },
  delete: (path, body, options) => request("DELETE", path, body, options),
};
