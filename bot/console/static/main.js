/** Begins: words first, then who is signed in. */

import { html, render } from "./vendor/htm-preact.js";
import "./keyboard.js";
import { App } from "./app.js";
import { findSession } from "./session.js";
import { firstLanguage, speak } from "./strings.js";

const RETRY_MS = 2000;

async function begin() {
  try {
    await speak(firstLanguage());
  } catch {
    setTimeout(begin, RETRY_MS);
    return;
  }
  document.getElementById("demo-banner")?.remove(); // drawn anew by the page, in its language
  const place = document.getElementById("app");
  place.replaceChildren();
  render(html`<${App} />`, place);
  await findSession();
}

begin();
