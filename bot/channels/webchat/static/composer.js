/** The field in which the citizen writes: grows, counts, keeps the draft, sends. */

const LIMIT = 4096;
const CAPTION_LIMIT = 1024; // of the API
const COUNT_FROM = 200;
const DRAFT_PAUSE_MS = 300;

export class Composer {
  #draftTimer = 0;

  /** `send` gets the text and the files that it goes with. */
  constructor({ form, field, counter, announcer, tray, storage, language, send }) {
    Object.assign(this, { form, field, counter, announcer, tray, storage, language, send });
    const isTouch = matchMedia("(pointer: coarse)").matches;
    field.value ||= storage.get("draft") ?? "";
    field.addEventListener("input", () => this.#changed());
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || isTouch) return;
      event.preventDefault();
      this.#submit();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    const button = form.querySelector("[type=submit]");
    button.addEventListener("mousedown", (event) => event.preventDefault()); // leaves the keyboard of a phone open
    button.disabled = false;
    window.addEventListener("pagehide", () => this.#keep());
    this.refresh();
  }

  get #left() {
    return (this.tray.isEmpty ? LIMIT : CAPTION_LIMIT) - [...this.field.value.trim()].length;
  }

  /** Puts a text that was not accepted back for editing, before what was written since. */
  edit(text) {
    this.field.value = [text, this.field.value].filter(Boolean).join("\n");
    this.#changed();
    this.field.focus();
  }

  clear() {
    this.field.value = "";
    this.#keep();
    this.refresh();
  }

  /** Fits height and counter to the text and the language. */
  refresh() {
    this.field.style.height = "auto";
    const border = this.field.offsetHeight - this.field.clientHeight;
    this.field.style.height = `${this.field.scrollHeight + border}px`;
    const left = this.#left;
    const isOver = left < 0;
    this.counter.hidden = left > COUNT_FROM;
    this.counter.classList.toggle("over", isOver);
    this.counter.textContent = this.counter.hidden ? "" : this.#count(left);
    this.field.setAttribute("aria-invalid", String(isOver));
  }

  #count(left) {
    return left < 0 ? this.language.t("too_long", { count: -left }) : this.language.t("characters_left", { count: left });
  }

  #changed() {
    this.refresh();
    clearTimeout(this.#draftTimer);
    this.#draftTimer = setTimeout(() => {
      this.#keep();
      this.announcer.textContent = this.counter.textContent;
    }, DRAFT_PAUSE_MS);
  }

  #keep() {
    clearTimeout(this.#draftTimer);
    if (this.field.value) this.storage.set("draft", this.field.value);
    else this.storage.remove("draft");
  }

  #submit() {
    const text = this.field.value.trim();
    if (!text && this.tray.isEmpty) return this.field.focus();
    if (this.#left < 0) {
      this.announcer.textContent = this.counter.textContent;
      return;
    }
    this.clear();
    this.send(text, this.tray.take());
  }
}
