/** The strip at the top: name, pages, availability, sound, language, signing out. */

import { html, useState } from "./vendor/htm-preact.js";
import { hasDrafts } from "./drafts.js";
import { closeWindow, Dialog, openWindow } from "./dialog.js";
import { Problem, useSubmit } from "./forms.js";
import { ownPages } from "./pages.js";
import { addressOf, route } from "./router.js";
import { changeMe, chooseLanguage, logout, officer, session } from "./session.js";
import { sound, switchSound } from "./sound.js";
import { useStore } from "./store.js";
import { language, LANGUAGES, t } from "./strings.js";
import { talks } from "./talks.js";
import { toSee, undelivered } from "./undelivered.js";

export function LanguageChoice() {
  const { tag } = useStore(language);
  return html`<label class="language">
    <span class="unseen">${t("language")}</span>
    <select id="language" value=${tag} onChange=${(event) => chooseLanguage(event.target.value).catch(() => {})}>
      ${Object.entries(LANGUAGES).map(([value, name]) => html`<option value=${value} lang=${value}
        selected=${value === tag}>${name}</option>`)}
    </select>
  </label>`;
}

export const Brand = () => html`<p class="brand"><span>${t("brand")}</span> <small>${t("brand_note")}</small></p>`;

function Availability() {
  const { is_available: isAvailable } = officer();
  const { submit, isBusy } = useSubmit(() => changeMe({ is_available: !isAvailable }));
  return html`<button type="button" id="availability" class="toggle" aria-pressed=${String(isAvailable)}
    disabled=${isBusy} onClick=${submit}>
    <span class="dot" aria-hidden="true"></span>${t(isAvailable ? "available" : "unavailable")}
  </button>`;
}

function Sound() {
  const { isOn } = useStore(sound);
  return html`<button type="button" id="sound" class="toggle" aria-pressed=${String(isOn)}
    onClick=${() => switchSound(!isOn)}>
    <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path fill="currentColor" d="M3 9v6h4l5 4V5L7 9z" />
      ${isOn ? html`<path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"
        d="M15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11" />` : html`<path stroke="currentColor" stroke-width="2"
          stroke-linecap="round" d="m16 9 6 6m0-6-6 6" />`}
    </svg>
    <span class="toggle-words">${t(isOn ? "sound_on" : "sound_off")}</span>
  </button>`;
}

export function LogoutWindow() {
  const { submit, isBusy, error } = useSubmit(async () => {
    await logout();
    closeWindow();
  });
  return html`<${Dialog} title=${t("logout")}>
    <p>${t("logout_drafts")}</p>
    <${Problem} error=${error} />
    <p class="buttons">
      <button type="button" onClick=${closeWindow}>${t("cancel")}</button>
      <button type="button" id="logout-sure" class="danger" disabled=${isBusy} onClick=${submit}>${t("logout")}</button>
    </p>
  <//>`;
}

function Logout() {
  const { submit, isBusy } = useSubmit(async () => {
    if (hasDrafts(officer().id)) openWindow("logout");
    else await logout();
  });
  return html`<button type="button" id="logout" disabled=${isBusy} onClick=${submit}>${t("logout")}</button>`;
}

const Waiting = ({ urgent, waiting }) => html` <span class="count ${urgent ? "urgent" : ""}">
  ${urgent ? "▲ " : ""}${waiting}<span class="unseen"> ${t("status_waiting")}</span></span>`;

const Failed = ({ count }) => html` <span class="count" id="undelivered-count">${count}</span>`;

function Page({ name, leave }) {
  const { page } = useStore(route);
  const { counts } = useStore(talks);
  const failed = toSee(useStore(undelivered).counts);
  return html`<li>
    <a href=${addressOf(name)} data-page=${name} aria-current=${page === name ? "page" : null} onClick=${leave}>
      ${t(`page_${name}`)}${name === "queue" && counts.waiting > 0 && html`<${Waiting} ...${counts} />`}
      ${name === "undelivered" && failed > 0 && html`<${Failed} count=${failed} />`}
    </a>
  </li>`;
}

/** Pages that are opened seldom: behind a button, but on a phone, where they stand below the others. */
function Seldom({ pages, leave }) {
  const [isOpen, setOpen] = useState(false);
  const { page } = useStore(route);
  const current = pages.find(({ name }) => name === page);
  const close = () => setOpen(false);
  const onKeyDown = (event) => {
    if (event.key !== "Escape" || !isOpen) return;
    event.stopPropagation();
    close();
    document.getElementById("more").focus();
  };
  const onFocusOut = ({ currentTarget, relatedTarget }) => !currentTarget.contains(relatedTarget) && close();
  return html`<li class="more" onKeyDown=${onKeyDown} onfocusout=${onFocusOut}>
    <button type="button" id="more" class=${current ? "is-current" : ""} aria-expanded=${String(isOpen)}
      aria-controls="more-pages" onClick=${() => setOpen(!isOpen)}>${current ? t(`page_${current.name}`) : t("more_pages")} ▾</button>
    <ul id="more-pages" class="pages ${isOpen ? "" : "is-closed"}">
      ${pages.map(({ name }) => html`<${Page} key=${name} name=${name} leave=${() => (close(), leave())} />`)}
    </ul>
  </li>`;
}

function Pages({ leave }) {
  const pages = ownPages();
  const seldom = pages.filter(({ isSeldom }) => isSeldom);
  const often = seldom.length > 1 ? pages.filter(({ isSeldom }) => !isSeldom) : pages;
  return html`<ul class="pages">
    ${often.map(({ name }) => html`<${Page} key=${name} name=${name} leave=${leave} />`)}
    ${often !== pages && html`<${Seldom} pages=${seldom} leave=${leave} />`}
  </ul>`;
}

export function Bar() {
  const [isOpen, setOpen] = useState(false);
  const { me } = useStore(session);
  const isLimited = me.must_set_second_factor;
  const onKeyDown = (event) => {
    if (event.key === "Escape" && isOpen) {
      setOpen(false);
      document.getElementById("menu").focus();
    }
  };
  return html`<header class="bar ${isOpen ? "is-open" : ""}" onKeyDown=${onKeyDown}>
    <${Brand} />
    <button type="button" id="menu" aria-expanded=${String(isOpen)} aria-controls="menu-content"
      onClick=${() => setOpen(!isOpen)}>${t("menu")}</button>
    <div class="bar-content" id="menu-content">
      ${!isLimited && html`<nav aria-label=${t("menu")}><${Pages} leave=${() => setOpen(false)} /></nav>`}
      <div class="bar-tools">
        ${!isLimited && me.officer.role !== "trainer" && html`<${Availability} /><${Sound} />`}
        <${LanguageChoice} />
        <span class="me">${me.officer.name}</span>
        <${Logout} />
      </div>
    </div>
  </header>`;
}
