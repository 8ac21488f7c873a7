/** Who is signed in. The session itself is a cookie that no script can read. */

import { api, hooks, setCsrf } from "./api.js";
import { forgetDrafts } from "./drafts.js";
import { device, onOtherTab } from "./storage.js";
import { Store } from "./store.js";
import { language, partsOf, rememberLanguage, speak, tagOf } from "./strings.js";

const SIGN_EVERY_MS = 60000;
const CHECK_EVERY_MS = 60000;
const RANKS = { trainer: ["trainer"], officer: ["officer"], supervisor: ["officer", "supervisor"] };

/** {phase: "loading" | "out" | "in" | "unreachable", me, why: "ended" | "expired" | null} */
export const session = new Store({ phase: "loading", me: null, why: null });

export const officer = () => session.value.me?.officer ?? null;

/** Whether the officer may do what `role` may. */
export function mayActAs(role) {
  const own = officer()?.role;
  return own === "admin" || (RANKS[own] ?? []).includes(role);
}

function enter(me) {
  setCsrf(me.csrf);
  session.set({ phase: "in", me, why: null });
}

/** Puts the page into the officer's own language, unless the link asked for another. */
async function speakTheirs({ officer: theirs }) {
  const tag = tagOf(theirs.language, theirs.script);
  if (!tag || "langAsked" in document.body.dataset || tag === language.value.tag) return;
  await speak(tag).catch(() => {});
}

/** Asks who is signed in; without a session the login page is shown. */
export async function findSession() {
  try {
    const me = await api.get("/me");
    await speakTheirs(me);
    enter(me);
  } catch (error) {
    if (error.status === 401) session.set({ phase: "out", me: null, why: null });
    else session.set({ phase: "unreachable" });
  }
}

export async function login(name, password, code) {
  const answer = await api.post("/login", { name, password, page: true, ...(code ? { code } : {}) });
  setCsrf(answer.csrf);
  await findSession();
}

export async function logout() {
  const id = officer()?.id;
  await api.post("/logout").catch((error) => {
    if (error.status !== 401) throw error;
  });
  device.set("logout", { id, at: Date.now() });
  end(id);
}

function end(officerId) {
  forgetDrafts(officerId);
  setCsrf("");
  session.set({ phase: "out", me: null, why: "ended" });
}

// The cookie is the same for all tabs, so whoever signs out in one has left them all.
onOtherTab("logout", ({ id }) => {
  if (officer()?.id === id) end(id);
  else forgetDrafts(id);
});

/** Asks again what the account may do, as after a second factor was set up. */
export async function refreshMe({ isBackground = false } = {}) {
  const me = await api.get("/me", { isBackground });
  enter(me);
}

export async function changeMe(change) {
  const { officer: changed } = await api.patch("/me", change);
  session.set({ me: { ...session.value.me, officer: changed } });
}

/** Switches the page's language; somebody signed in keeps it for next time. */
export async function chooseLanguage(tag) {
  await speak(tag);
  rememberLanguage(tag);
  if (session.value.phase === "in") await changeMe(partsOf(tag)).catch(() => {});
}

hooks.signedOut = () => {
  if (session.value.phase === "in") session.set({ phase: "out", me: null, why: "expired" });
};

hooks.needsSecondFactor = () => {
  const { me } = session.value;
  if (me && !me.must_set_second_factor) session.set({ me: { ...me, must_set_second_factor: true } });
};

let signedAt = Date.now();

/** Typing a long reply asks the server for nothing, yet the officer is there. */
function sign() {
  if (session.value.phase !== "in" || Date.now() - signedAt < SIGN_EVERY_MS) return;
  signedAt = Date.now();
  api.post("/me/sign").catch(() => {});
}

for (const kind of ["keydown", "pointerdown"]) window.addEventListener(kind, sign, { passive: true });

setInterval(() => {
  if (session.value.phase === "in") refreshMe({ isBackground: true }).catch(() => {});
}, CHECK_EVERY_MS);
