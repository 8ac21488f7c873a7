/** The web chat page: builds its parts, and says what follows when the server, the citizen or another tab acts. */

const PARTS = ["api", "composer", "feed", "language", "menus", "messages", "outbox", "scroll", "storage", "text", "tray", "uploads"];
const TYPING_MS = 15000;
const TOLD_MS = 10000;
const RELOAD_MS = 3000;
const SLOW_BYTES = 500_000; // some seconds on a slow line

const version = new URL(import.meta.url).search; // the parts carry the same mark against old copies as this file
const byId = (id) => document.getElementById(id);

/** Loads the parts; where the network fails in the middle, says so and tries under another address. */
async function main(attempt = 0) {
  const mark = attempt ? `${version || "?"}&again=${attempt}` : version;
  let parts;
  try {
    parts = await Promise.all(PARTS.map((name) => import(`./${name}.js${mark}`)));
  } catch {
    byId("connection").textContent = words()[document.documentElement.lang].connection_lost;
    setTimeout(main, RELOAD_MS, attempt + 1);
    return;
  }
  byId("connection").textContent = "";
  if (document.documentElement.hidden) return; // left already
  new Chat(Object.assign({}, ...parts));
}

const words = () => JSON.parse(byId("strings").textContent);

class Chat {
  #typingTimer = 0;
  #unread = 0;
  #place = null; // in the queue for an officer
  #lastSent = 0;
  #isReading = false; // history is still to come
  #stay = new AbortController(); // aborted when the page is left
  #trouble = { reading: false, sending: null, told: null };

  constructor(parts) {
    const { api, linked, langTag, pauseAfter, sizeOf } = parts;
    this.storage = new parts.Storage();
    this.language = new parts.Language({ strings: words(), storage: this.storage, linked });
    const { storage, language } = this;
    this.messages = new parts.Messages({
      root: byId("messages"),
      language,
      langTag,
      linked,
      sizeOf,
      actions: {
        choose: (choice) => this.send(choice),
        edit: (item) => this.edit(item),
        discard: (item) => this.discard(item),
      },
    });
    this.scroll = new parts.Scroll({ talk: byId("talk"), log: byId("messages"), newer: byId("newer") });
    this.session = new parts.Session({ storage, language, opened: () => this.opened(), lost: () => this.lost() });
    const { session } = this;
    this.outbox = new parts.Outbox({ storage, api, session, events: this.#outboxEvents() });
    this.uploads = new parts.Uploads({ api, session, newId: parts.newId, pauseAfter, events: this.#uploadEvents() });
    const limits = JSON.parse(byId("file").dataset.limits);
    this.tray = new parts.Tray({
      field: byId("file"),
      button: byId("attach"),
      list: byId("tray"),
      target: byId("drop"),
      text: byId("text"),
      limits,
      language,
      announcer: byId("announcer"),
      sizeOf,
      events: {
        changed: () => this.#nameField(),
        tooLarge: (item) => this.uploads.add(item, "", language.t("file_too_large", limits)),
      },
    });
    this.feed = new parts.Feed({ api, session, pauseAfter, events: this.#feedEvents() });
    this.composer = new parts.Composer({
      form: byId("composer"),
      field: byId("text"),
      counter: byId("counter"),
      announcer: byId("announcer"),
      tray: this.tray,
      storage,
      language,
      send: (text, files) => (files.length ? this.sendFiles(files, text) : this.send({ text })),
    });
    parts.fitKeyboard();
    parts.listenToLanguageMenu((tag) => this.changeLanguage(tag));
    parts.listenToForget(() => this.forget(), () => this.language.t("forget_title"));
    this.#listen();
    this.#begin();
  }

  #begin() {
    this.#useLanguage();
    this.#isReading = Boolean(this.session.token);
    for (const item of this.outbox.items) this.messages.showPending(item);
    this.#refresh();
    if (!this.messages.isEmpty) this.scroll.toEnd();
    if (this.#isReading) this.feed.start();
    else this.#announceFromNow();
    this.outbox.flush();
    this.session.tellNotice();
  }

  #listen() {
    for (const starter of byId("starters").children) {
      starter.addEventListener("click", () =>
        this.send({ payload: starter.dataset.payload, title: starter.textContent }),
      );
    }
    const wake = () => {
      this.feed.resume();
      this.outbox.flush();
      this.uploads.flush();
    };
    const { signal } = this.#stay;
    window.addEventListener("online", wake, { signal });
    const back = ({ persisted }) => {
      if (!persisted) return;
      // What another page has deleted meanwhile still stands on one that the browser kept.
      if (!this.session.token && !this.messages.isEmpty) location.reload();
      else wake();
    };
    window.addEventListener("pageshow", back, { signal });
    const hold = (event) => (this.uploads.isPending || !this.tray.isEmpty) && event.preventDefault();
    window.addEventListener("beforeunload", hold, { signal });
    window.addEventListener("offline", () => this.#setTrouble({ reading: true }), { signal });
    const seen = () => {
      if (document.hidden) return;
      this.#countUnread(-this.#unread);
      this.language.apply();
      wake();
    };
    document.addEventListener("visibilitychange", seen, { signal });
    window.addEventListener("leaving", () => this.#leave(), { signal });
    this.storage.watch((key, value) => this.#otherTab(key, value), signal);
    // As a link it would add a second entry of this page to the tab's history.
    document.querySelector(".skip").addEventListener("click", (event) => {
      event.preventDefault();
      byId("text").focus();
    });
  }

  /** The page goes: what waits is sent, the rest is forgotten, and nothing is done any more. */
  #leave() {
    this.#stay.abort();
    this.outbox.sendLast();
    this.outbox.clear();
    this.uploads.clear();
    this.tray.clear();
    this.composer.clear();
    this.storage.remove("token");
    this.#reset();
  }

  /** Sends files, the first with the text as its caption; what takes long follows the words, which may be a cry for help. */
  sendFiles(files, text) {
    this.#trouble.told = null;
    const isSlow = files.reduce((sum, { file }) => sum + file.size, 0) > SLOW_BYTES;
    if (text && isSlow) this.send({ text });
    files.forEach((file, index) => this.uploads.add(file, index || isSlow ? "" : text));
  }

  /** Sends a text, or a button's payload under its title. */
  send(message) {
    const held = document.activeElement;
    if (message.payload) this.messages.nameTitle(message.payload, message.title);
    const shown = this.messages.showPending(this.outbox.add(message));
    this.#trouble.told = null;
    this.#refresh();
    // A button that was just used up cannot hold the focus of a keyboard: its message takes it.
    if (held?.matches?.(".choices button")) shown.focus({ preventScroll: true });
    this.scroll.toEnd();
  }

  edit(item) {
    this.discard(item);
    this.composer.edit(item.text);
  }

  discard(item) {
    this.outbox.remove(item.id);
    this.uploads.remove(item.id);
    this.messages.removePending(item.id);
    this.#refresh();
  }

  changeLanguage(tag) {
    this.language.choose(tag);
    this.#useLanguage();
    const { payload, title } = this.language.choices.find((choice) => choice.tag === tag);
    if (this.session.token || this.outbox.items.length) this.send({ payload, title });
  }

  /** Deletes everything of the conversation from this device. */
  forget() {
    this.outbox.clear();
    this.uploads.clear();
    this.tray.clear();
    this.composer.clear();
    this.storage.remove("token");
    this.storage.remove("notice");
    this.storage.set("forgotten", true); // tells the other tabs
    this.storage.remove("forgotten");
    this.#reset();
    this.#setTrouble({ told: "forgotten" });
    setTimeout(() => this.#setTrouble({ told: null }), TOLD_MS);
  }

  #reset() {
    this.feed.stop();
    this.messages.clear();
    this.#isReading = false;
    this.#place = null;
    this.#showPlace();
    this.#trouble = { reading: false, sending: null, told: null };
    this.#setTyping(false);
    this.#setStatus("with_bot");
    this.#refresh();
    this.#announceFromNow();
  }

  opened() {
    this.feed.start({ isNew: true });
  }

  lost() {
    this.messages.archive();
    this.messages.note("session_lost");
    this.#lastSent = 0;
    this.#isReading = false;
    this.#setTyping(false);
    this.#setStatus("with_bot");
    this.#refresh();
    this.#announceFromNow();
  }

  #outboxEvents() {
    return {
      sending: (item) => this.messages.mark(item, "sending"),
      sent: (item, id) => {
        this.messages.confirm(item, id);
        this.#lastSent = id;
        if (this.messages.lastAnswerId < id) this.#setTyping(true);
      },
      refused: (item) => {
        this.messages.showPending(item);
        this.scroll.toEnd();
      },
      delayed: (item, error) => {
        this.messages.mark(item, "queued");
        // The server's own sentence asks to send again, which the outbox does by itself.
        this.#setTrouble({ sending: error.status === 429 ? "too_many" : "connection_lost" });
      },
      emptied: () => this.#setTrouble({ sending: null }),
    };
  }

  #uploadEvents() {
    const { sent, refused, delayed, emptied } = this.#outboxEvents();
    return {
      sent,
      refused,
      delayed,
      emptied,
      added: (item) => {
        this.messages.showPending(item);
        this.#refresh();
        this.scroll.toEnd();
      },
      progress: (item, percent) => this.messages.progress(item, percent),
      thumbnail: (item, address) => {
        this.messages.showThumbnail(item, address);
        this.scroll.keep();
      },
    };
  }

  #feedEvents() {
    return {
      page: (answer, isHistory) => this.#showPage(answer, isHistory),
      caughtUp: () => {
        this.#isReading = false;
        this.#refresh();
        this.#announceFromNow();
      },
      failed: (failures) => {
        if (failures > 1 || !navigator.onLine) this.#setTrouble({ reading: true });
      },
      reached: () => this.#setTrouble({ reading: false }),
    };
  }

  #showPage({ status, typing, place, messages }, isHistory) {
    this.#setStatus(status);
    this.#place = place ?? null;
    this.#showPlace();
    for (const { client_id: id } of messages) if (id) this.outbox.remove(id);
    const shown = messages.map((message) => this.messages.show(message)).filter(Boolean);
    const answers = shown.filter((one) => one.dataset.sender !== "citizen");
    if (answers.length) this.#setTyping(false);
    if (typing) this.#setTyping(true);
    if (typing === false && this.messages.lastId >= this.#lastSent) this.#setTyping(false);
    this.#refresh();
    if (isHistory && messages.length) this.scroll.toEnd();
    else if (shown.length) this.scroll.follow(shown[0]);
    if (!isHistory && document.hidden) this.#countUnread(answers.length);
    if (!isHistory && answers.length) window.dispatchEvent(new Event("answered"));
  }

  #otherTab(key, value) {
    if (key === "forgotten" && value) {
      this.outbox.clear();
      this.uploads.clear();
      this.tray.clear();
      this.composer.clear();
      this.#reset();
    } else if (key === "token" && value) {
      this.messages.archive();
      this.opened();
    } else if (key === "language" && value) {
      this.language.tag = value;
      this.#useLanguage();
    } else if (key.startsWith("outbox.")) {
      if (value) {
        this.messages.showPending(value);
        this.outbox.adoptLater();
      } else this.messages.removePending(key.slice("outbox.".length));
    }
    this.#refresh();
  }

  #useLanguage() {
    this.language.apply();
    for (const { dataset, textContent } of byId("starters").children) this.messages.nameTitle(dataset.payload, textContent);
    for (const { payload, title } of this.language.choices) this.messages.nameTitle(payload, title);
    this.composer.refresh();
    this.tray.refresh();
    this.#showPlace();
    this.#showTrouble();
    this.#countUnread(0);
  }

  /** With files above it the field asks for their caption, which may be shorter. */
  #nameField() {
    const key = this.tray.isEmpty ? "placeholder" : "caption_placeholder";
    byId("text").dataset.tPlaceholder = key;
    byId("text").placeholder = this.language.t(key);
    this.composer.refresh();
    this.scroll.keep();
  }

  #setStatus(status) {
    const known = ["with_bot", "waiting", "assigned", "resolved"].includes(status) ? status : "with_bot";
    if (byId("state").dataset.status === known) return;
    byId("state").dataset.status = known;
    this.language.label(byId("status"), `status_${known}`);
    if (known === "assigned") this.#setTyping(false);
  }

  #showPlace() {
    const text = this.#place ? this.language.t("queue_place").replace("{place}", this.#place) : "";
    if (byId("place").textContent !== text) byId("place").textContent = text;
  }

  #setTyping(isTyping) {
    clearTimeout(this.#typingTimer);
    const isShown = isTyping && byId("state").dataset.status !== "assigned";
    byId("typing").hidden = !isShown;
    if (isShown) this.#typingTimer = setTimeout(() => this.#setTyping(false), TYPING_MS);
    this.scroll.keep();
  }

  #setTrouble(change) {
    Object.assign(this.#trouble, change);
    this.#showTrouble();
  }

  #showTrouble() {
    const { reading, sending, told } = this.#trouble;
    const key = sending ?? (reading ? "connection_lost" : told);
    const text = key ? this.language.t(key) : "";
    if (byId("connection").textContent !== text) byId("connection").textContent = text;
  }

  #countUnread(more) {
    this.#unread += more;
    const title = this.language.t("page_title");
    document.title = this.#unread ? `(${this.#unread}) ${title}` : title;
  }

  #refresh() {
    const isEmpty = this.messages.isEmpty;
    byId("starters").hidden = !isEmpty || this.#isReading;
    byId("forget").hidden = isEmpty && !this.session.token;
  }

  /** Screen readers hear what comes, not the history that is there. */
  #announceFromNow() {
    setTimeout(() => byId("messages").setAttribute("aria-live", "polite"), 500);
  }
}

main();
