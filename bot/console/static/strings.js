/** The words of the page in the language in use. */

import { Store } from "./store.js";
import { device } from "./storage.js";

export const LANGUAGES = { sq: "Shqip", "sr-Latn": "Srpski", "sr-Cyrl": "Српски", en: "English" };

/** {tag}: changes once the words of another language are there. */
export const language = new Store({ tag: document.documentElement.lang });

let words = {};

/** The tag of a language ("sq", "sr", "en") and script ("Latn", "Cyrl"). */
export const tagOf = (code, script) => (code === "sr" ? `sr-${script || "Latn"}` : code || "");

/** {language, script} as the API wants them. */
export function partsOf(tag) {
  const [code, script = "Latn"] = tag.split("-");
  return { language: code, script };
}

/** The words for `key`, with {placeholders} filled. */
export function t(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (found, name) => values[name] ?? found);
}

export const has = (key) => key in words;

/** Loads the words of `tag` and puts the page into that language. */
export async function speak(tag) {
  const response = await fetch(`/console/strings/${tag}.json?v=${document.body.dataset.version}`);
  if (!response.ok) throw new Error(`strings: ${response.status}`);
  words = await response.json();
  document.documentElement.lang = tag;
  language.set({ tag });
}

/** The language to begin with: the link's, else the one last used here, else the browser's. */
export function firstLanguage() {
  const remembered = device.get("language");
  const isAsked = "langAsked" in document.body.dataset;
  return !isAsked && remembered in LANGUAGES ? remembered : document.documentElement.lang;
}

/** Remembers a choice; an address that asks for another language no longer does. */
export function rememberLanguage(tag) {
  device.set("language", tag);
  delete document.body.dataset.langAsked;
  const address = new URL(location.href);
  address.searchParams.delete("lang");
  history.replaceState(null, "", address);
}

/** The name of a talk's language, in the officer's language. */
export function languageName(code, script) {
  if (!code) return t("language_unknown");
  return t(code === "sr" && script ? `language_${tagOf(code, script)}` : `language_${code}`);
}
