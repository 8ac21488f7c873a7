/** The messages on the page: confirmed ones in the server's order, then those on their way. */

const PAYLOAD = /^\/[a-z_]+(\{.*\})?$/;
const FILES = ["photo", "video", "voice", "document"];
const SENDERS = ["citizen", "bot", "officer", "system"];

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

const dayOf = (date) =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-");

export class Messages {
  #confirmed = []; // {id, shown}, rising ids
  #pending = new Map(); // client's id -> element
  #taken = new Set(); // client's ids of confirmed messages
  #titles = new Map(); // payload -> what its button says

  /** `actions`: choose({payload, title}), edit(item), discard(item). */
  constructor({ root, language, langTag, linked, sizeOf, actions }) {
    Object.assign(this, { root, language, langTag, linked, sizeOf, actions });
  }

  get lastId() {
    return this.#confirmed.length ? this.#confirmed[this.#confirmed.length - 1].id : 0;
  }

  /** The id of the newest message that is not the citizen's. */
  get lastAnswerId() {
    return Math.max(0, ...this.#confirmed.filter(({ shown }) => shown.dataset.sender !== "citizen").map(({ id }) => id));
  }

  get isEmpty() {
    return !this.root.querySelector(".message:not(.from-system)");
  }

  /** What a payload's button said, so that a payload is never shown as such. */
  nameTitle(payload, title) {
    this.#titles.set(payload, title);
  }

  /** Shows a message from the server once; gives its element if it is new here. */
  show(message) {
    const known = this.#confirmed.find(({ id }) => id === message.id)?.shown;
    const pending = this.#pending.get(message.client_id);
    const shown = known ?? pending ?? this.#build(message);
    this.#take(message.client_id);
    this.#setTime(shown, message.at);
    this.#setState(shown, "");
    if (!known) this.#place(shown, message.id);
    this.#refresh();
    return known || pending ? null : shown;
  }

  /** Shows a message that is not confirmed. */
  showPending(item) {
    if (this.#taken.has(item.id)) return null;
    let shown = this.#pending.get(item.id);
    if (!shown) {
      const { attachments, at } = item;
      shown = this.#build({ sender: "citizen", text: item.title ?? item.text, at, attachments });
      shown.dataset.clientId = item.id;
      this.#pending.set(item.id, shown);
      this.root.append(shown);
    }
    if (item.refused) this.#showRefusal(shown, item);
    else this.#setState(shown, "queued");
    this.#refresh();
    return shown;
  }

  /** `state` is queued or sending; a message that is confirmed by now has neither. */
  mark({ id }, state) {
    const shown = this.#pending.get(id);
    if (shown) this.#setState(shown, state);
  }

  /** How much of a file is sent. */
  progress({ id }, percent) {
    const shown = this.#pending.get(id);
    if (!shown) return;
    if (shown.dataset.state !== "sending") this.#setState(shown, "sending");
    shown.querySelector(".sending").textContent = `${this.language.t("state_sending")} ${percent} %`;
  }

  /** The small picture of a file that was chosen on this page. */
  showThumbnail({ id }, address) {
    const label = this.root.querySelector(`[data-client-id="${id}"] .file`);
    if (!label) return;
    const picture = element("img");
    Object.assign(picture, { src: address, alt: "", draggable: false });
    label.before(picture);
  }

  /** The server has taken the message. */
  confirm(item, id) {
    const shown = this.#pending.get(item.id);
    this.#take(item.id);
    if (!shown) return;
    this.#setState(shown, "");
    this.#place(shown, id);
    this.#refresh();
  }

  removePending(id) {
    this.#pending.get(id)?.remove();
    this.#pending.delete(id);
    this.#refresh();
  }

  /** Says something of the page's own, before what is still to be sent. */
  note(key) {
    const shown = this.#build({ sender: "system", text: "", at: new Date().toISOString() });
    this.language.label(shown.querySelector(".bubble"), key);
    this.root.insertBefore(shown, this.#firstPending);
    this.#refresh();
  }

  /** Keeps what is on the page, although its conversation can no longer be reached. */
  archive() {
    this.#confirmed = [];
  }

  clear() {
    this.#confirmed = [];
    this.#pending.clear();
    this.root.replaceChildren();
  }

  #take(clientId) {
    this.#pending.delete(clientId);
    if (clientId) this.#taken.add(clientId);
  }

  get #firstPending() {
    return this.#pending.values().next().value ?? null;
  }

  #build({ sender, text, at, buttons = [], attachments = [], language, script }) {
    const known = SENDERS.includes(sender) ? sender : "system";
    for (const { payload, title } of buttons) this.nameTitle(payload, title);
    const words = PAYLOAD.test(text) ? this.#titles.get(text) ?? text : text;
    const bubble = element("div", "bubble", this.linked(words));
    bubble.prepend(...attachments.map((file) => this.#file(file)));
    bubble.dir = "auto";
    const name = this.language.label(element("p", "sender"), `sender_${known}`);
    const meta = element("p", "meta", element("time"), element("span", "sending"));
    meta.setAttribute("aria-live", "off");
    const shown = element("article", `message from-${known}`, name, bubble);
    const choices = this.#choices(buttons);
    if (choices) shown.append(choices);
    shown.append(meta);
    shown.dataset.sender = known;
    shown.tabIndex = -1;
    const tag = this.langTag(language, script);
    for (const part of tag ? [bubble, choices] : []) part?.setAttribute("lang", tag);
    this.#setTime(shown, at);
    return shown;
  }

  #file({ kind, size }) {
    const name = this.language.label(element("span"), `file_${FILES.includes(kind) ? kind : "document"}`);
    return element("p", "file", name, ` · ${this.sizeOf(size)}`);
  }

  #choices(buttons) {
    if (!buttons?.length) return null;
    const made = buttons.map(({ title, payload }) => {
      const button = element("button", "", title);
      button.type = "button";
      button.dataset.payload = payload;
      // What judges an answer stands back behind what leads on.
      if (payload.startsWith("/judge")) button.className = "judging";
      button.addEventListener("click", () => this.actions.choose({ payload, title }));
      return button;
    });
    const group = element("div", "choices", ...made);
    group.setAttribute("role", "group");
    group.dataset.tAriaLabel = "choices";
    group.setAttribute("aria-label", this.language.t("choices"));
    return group;
  }

  #place(shown, id) {
    shown.dataset.id = id;
    shown.id = `message-${id}`;
    const later = this.#confirmed.findIndex((other) => other.id > id);
    const before = later < 0 ? this.#firstPending : this.#confirmed[later].shown;
    this.#confirmed.splice(later < 0 ? this.#confirmed.length : later, 0, { id, shown });
    if (!shown.isConnected || (before && !(shown.compareDocumentPosition(before) & Node.DOCUMENT_POSITION_FOLLOWING))) {
      this.root.insertBefore(shown, before);
    }
  }

  #setTime(shown, at) {
    const date = new Date(at);
    if (Number.isNaN(date.getTime())) return;
    const time = shown.querySelector("time");
    time.dateTime = at;
    time.textContent = this.language.time(date);
    shown.dataset.day = dayOf(date);
  }

  /** `state` is queued, sending, refused or empty. */
  #setState(shown, state) {
    if (state) shown.dataset.state = state;
    else delete shown.dataset.state;
    const label = shown.querySelector(".sending");
    if (state === "queued" || state === "sending") {
      this.language.label(label, `state_${state}`);
      return;
    }
    delete label.dataset.t;
    label.textContent = "";
    if (!state) shown.querySelectorAll(".reason, .mend").forEach((part) => part.remove());
  }

  #showRefusal(shown, item) {
    this.#setState(shown, "");
    this.#setState(shown, "refused");
    const reason = element("p", "reason", item.detail || "");
    if (!item.detail) this.language.label(reason, "refused");
    const mend = element("div", "choices mend");
    const offer = (key, action) => {
      const button = this.language.label(element("button"), key);
      button.type = "button";
      button.addEventListener("click", () => action(item));
      mend.append(button);
    };
    if (item.text) offer("edit", this.actions.edit);
    offer("delete", this.actions.discard);
    shown.append(reason, mend);
  }

  #refresh() {
    this.#refreshDays();
    this.#refreshChoices();
  }

  /** A line between two days; where messages of one day stand together there is one. */
  #refreshDays() {
    let day = "";
    for (const shown of [...this.root.children]) {
      if (shown.matches(".day")) {
        const isNeeded = shown.nextElementSibling?.dataset.day === shown.dataset.day && shown.dataset.day !== day;
        if (!isNeeded) shown.remove();
        else day = shown.dataset.day;
      } else if (shown.dataset.day !== day) {
        day = shown.dataset.day;
        const line = element("p", "day", this.language.day(day));
        line.dataset.day = day;
        shown.before(line);
      }
    }
  }

  /** Only the buttons of the last message can be tapped; lines without buttons that the bot adds do not take them away. */
  #refreshChoices() {
    let isOpen = true;
    for (const shown of [...this.root.querySelectorAll(".message")].reverse()) {
      const choices = shown.querySelector(".choices:not(.mend)");
      for (const button of choices?.children ?? []) button.disabled = !isOpen;
      const isTransparent = shown.dataset.state === "refused" || (shown.dataset.sender === "bot" && !choices);
      if (!isTransparent) isOpen = false;
    }
  }
}
