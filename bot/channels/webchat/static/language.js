/** The language of the interface: words, dates, and the page's own labels. */

const LOCALES = { sq: "sq", "sr-Latn": "sr-Latn", "sr-Cyrl": "sr-Cyrl", en: "en-GB" };
const NAMES = { sq: "Shqip", "sr-Latn": "Srpski", "sr-Cyrl": "Српски", en: "English" };

/** The lang attribute for a message's language ("sq", "sr", "en") and script ("Latn", "Cyrl"). */
export const langTag = (language, script) => (language === "sr" ? `sr-${script || "Latn"}` : language || "");

/** {language, script} as the API wants them. */
function partsOf(tag) {
  const [language, script = "Latn"] = tag.split("-");
  return { language, script };
}

export class Language {
  constructor({ strings, storage, linked }) {
    Object.assign(this, { strings, storage, linked });
    const asked = new URLSearchParams(location.search).get("lang");
    const remembered = asked ? null : storage.get("language");
    this.tag = remembered in LOCALES ? remembered : document.documentElement.lang;
  }

  get parts() {
    return partsOf(this.tag);
  }

  /** What the citizen sends by choosing each language: {tag, payload, title}. */
  get choices() {
    return Object.entries(NAMES).map(([tag, title]) => {
      return { tag, title, payload: `/change_language${JSON.stringify(partsOf(tag))}` };
    });
  }

  t(key, values = {}) {
    const words = this.strings[this.tag]?.[key] ?? this.strings.en?.[key] ?? key;
    return words.replace(/\{(\w+)\}/g, (found, name) => values[name] ?? found);
  }

  /** Switches the interface and remembers the choice; an address that asks for another language no longer does. */
  choose(tag) {
    this.tag = tag;
    this.storage.set("language", tag);
    const address = new URL(location.href);
    address.searchParams.delete("lang");
    history.replaceState(null, "", address);
    this.apply();
  }

  /** Puts every label of the page into the language: text by data-t, attributes by data-t-…, days, the menu. */
  apply() {
    document.documentElement.lang = this.tag;
    document.title = this.t("page_title");
    for (const element of document.querySelectorAll("[data-t]")) this.#put(element, this.t(element.dataset.t));
    for (const name of ["placeholder", "aria-label"]) {
      for (const element of document.querySelectorAll(`[data-t-${name}]`)) {
        element.setAttribute(name, this.t(element.getAttribute(`data-t-${name}`)));
      }
    }
    for (const element of document.querySelectorAll(".day")) this.#put(element, this.day(element.dataset.day));
    this.#markMenu();
  }

  #markMenu() {
    const name = document.getElementById("language-name");
    name.textContent = NAMES[this.tag];
    name.lang = this.tag;
    for (const link of document.querySelectorAll("[data-lang]")) {
      if (link.dataset.lang === this.tag) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  /** A label that follows the language. */
  label(element, key) {
    element.dataset.t = key;
    element.textContent = this.t(key);
    return element;
  }

  time(date) {
    return date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  }

  /** Today, yesterday, or the date; `day` is YYYY-MM-DD in the citizen's own time. */
  day(day) {
    const date = new Date(`${day}T12:00:00`);
    const noon = new Date().setHours(12, 0, 0, 0);
    const daysAgo = Math.round((noon - date) / 86400000);
    if (daysAgo === 0) return this.t("today");
    if (daysAgo === 1) return this.t("yesterday");
    const locale = LOCALES[this.tag];
    const isKnown = Intl.DateTimeFormat.supportedLocalesOf(locale).length > 0;
    if (!isKnown) return `${date.getDate()}.${date.getMonth() + 1}.${date.getFullYear()}`;
    return date.toLocaleDateString(locale, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  }

  #put(element, words) {
    if ("linked" in element.dataset) element.replaceChildren(this.linked(words));
    else if (element.textContent !== words) element.textContent = words;
  }
}
