/** The officer's desk: the list of talks, the open talk, and what is known of it, side by side where there is room. */

import { html, useEffect, useState } from "./vendor/htm-preact.js";
import { openTalk, conversation } from "./conversation.js";
import { closeWindow, windows } from "./dialog.js";
import { Details } from "./details.js";
import { Queue } from "./queue.js";
import { useStore } from "./store.js";
import { t } from "./strings.js";
import { Talk } from "./talk.js";
import { refreshTalks } from "./talks.js";

/** Wide enough for three columns; console.css has the same. */
const WIDE = window.matchMedia("(min-width: 75rem)");

function useIsWide() {
  const [isWide, setWide] = useState(WIDE.matches);
  useEffect(() => {
    const change = () => {
      setWide(WIDE.matches);
      if (WIDE.matches && windows.value.name === "details") closeWindow();
    };
    WIDE.addEventListener("change", change);
    return () => WIDE.removeEventListener("change", change);
  }, []);
  return isWide;
}

export function Desk({ id }) {
  const isWide = useIsWide();
  const { talk } = useStore(conversation);
  useEffect(() => {
    refreshTalks({ isBackground: false });
  }, []);
  useEffect(() => {
    openTalk(id);
  }, [id]);
  useEffect(() => {
    if (id && talk?.id === id) document.getElementById("talk-title")?.focus({ preventScroll: true });
  }, [id, talk?.id]);
  return html`<main class="desk ${id ? "has-talk" : ""} ${isWide && id ? "has-side" : ""}" id="content" tabindex="-1">
    <h1 class="unseen">${t("page_queue")}</h1>
    <${Queue} openId=${id} />
    <${Talk} isNarrow=${!isWide} />
    ${isWide && id && html`<section class="details-side" aria-label=${t("details")} tabindex="0"><${Details} />
      </section>`}
  </main>`;
}
