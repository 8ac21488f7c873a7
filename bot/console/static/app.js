/** The whole page: who is signed in decides what it shows. */

import { html, useEffect, useState } from "./vendor/htm-preact.js";
import { Account } from "./account.js";
import { ACTION_WINDOWS } from "./actions.js";
import { Alarms } from "./alarms.js";
import { Audit } from "./audit.js";
import { Bar, Brand, LanguageChoice, LogoutWindow } from "./bar.js";
import { Board } from "./board.js";
import { CannedSearch } from "./canned.js";
import { connection } from "./connection.js";
import { Desk } from "./desk.js";
import { DetailsWindow, PlaceWindow } from "./details.js";
import { closeWindow, Windows } from "./dialog.js";
import { Facts } from "./facts.js";
import { Join } from "./join.js";
import { Login } from "./login.js";
import { OFFICER_WINDOWS, Officers } from "./officers.js";
import { isPage, ownPages } from "./pages.js";
import { Privacy, PRIVACY_WINDOWS } from "./privacy.js";
import { Replies, REPLY_WINDOWS } from "./replies.js";
import { Reports } from "./reports.js";
import { leaveJoin, route } from "./router.js";
import { Rules } from "./rules.js";
import { findSession, session } from "./session.js";
import { ShortcutsWindow } from "./shortcuts.js";
import { useStore } from "./store.js";
import { language, t } from "./strings.js";

const PAGES = {
  queue: Desk,
  reports: Reports,
  board: Board,
  replies: Replies,
  facts: Facts,
  rules: Rules,
  officers: Officers,
  audit: Audit,
  privacy: Privacy,
  account: Account,
};
const WINDOWS = {
  ...ACTION_WINDOWS,
  ...OFFICER_WINDOWS,
  ...PRIVACY_WINDOWS,
  ...REPLY_WINDOWS,
  canned: CannedSearch,
  details: DetailsWindow,
  logout: LogoutWindow,
  place: PlaceWindow,
  shortcuts: ShortcutsWindow,
};

function Connection() {
  const { isReachable, isLive } = useStore(connection);
  const words = !isReachable ? t("offline") : !isLive ? t("live_lost") : "";
  return html`<div role="status" id="connection">
    ${words && html`<p class="notice slim ${isReachable ? "" : "bad"}">${words}</p>`}</div>`;
}

function Demo({ isDemo }) {
  if (!isDemo && !("demo" in document.body.dataset)) return null;
  return html`<p class="demo" id="demo-banner" role="status">${t("demo_banner")}</p>`;
}

const Sentence = ({ text }) => html`<main class="page" id="content"><h1>${text}</h1></main>`;

function Page({ page, id, mustSetSecondFactor }) {
  if (mustSetSecondFactor) return html`<${Account} isForced />`;
  if (!isPage(page)) return html`<${Sentence} text=${t("page_missing")} />`;
  const own = ownPages();
  // Whoever may not read talks begins with the account.
  if (!own.some(({ name }) => name === page)) return page === "queue" ? html`<${Account} />` : html`<${Sentence}
    text=${t("page_not_allowed")} />`;
  return html`<${PAGES[page]} key=${page} id=${id} />`;
}

function Outside({ children }) {
  return html`
    <header class="bar outside"><${Brand} /><div class="bar-tools"><${LanguageChoice} /></div></header>
    ${children}
  `;
}

function Inside({ me, page, id }) {
  // Whoever changes the page by keyboard or by a link goes on reading at its beginning.
  useEffect(() => {
    if (page !== "queue") document.getElementById("content")?.focus({ preventScroll: true });
  }, [page]);
  return html`
    <${Bar} />
    <div class="alarms" role="region" aria-label=${t("urgent")}><${Alarms} /></div>
    <${Page} page=${page} id=${id} mustSetSecondFactor=${me.must_set_second_factor} />
    <${Windows} known=${WINDOWS} />
  `;
}

function skip(event) {
  event.preventDefault();
  document.getElementById("content")?.focus();
}

export function App() {
  useStore(language);
  const { phase, me } = useStore(session);
  const { page, id, joinToken } = useStore(route);
  const [joined, setJoined] = useState(null);
  useEffect(() => {
    if (phase !== "in") closeWindow();
  }, [phase]);
  const done = (name) => {
    setJoined(name);
    leaveJoin();
    session.set({ phase: "out", me: null, why: null });
  };
  const inside = phase === "in" && !joinToken;
  return html`
    <a class="skip" href="#content" onClick=${skip}>${t("skip")}</a>
    <${Demo} isDemo=${me?.is_demo} />
    <${Connection} />
    ${inside && html`<${Inside} me=${me} page=${page} id=${id} />`}
    ${joinToken && html`<${Outside}><${Join} token=${joinToken} done=${done} /><//>`}
    ${!joinToken && phase === "out" && html`<${Outside}><${Login} key=${joined} joined=${joined} /><//>`}
    ${!joinToken && phase === "loading" && html`<${Outside}><${Sentence} text=${t("loading")} /><//>`}
    ${!joinToken && phase === "unreachable" && html`<${Outside}><main class="gatehouse" id="content"><h1>
      ${t("page_login")}</h1><p class="notice bad" role="alert">${t("offline")}</p>
      <button type="button" class="main" onClick=${findSession}>${t("try_again")}</button></main><//>`}
  `;
}
