/**
 * Files that the citizen sends: one after the other, each under its own id, so that a lost connection sends none twice.
 * They are kept while the page is open and no longer: a photo of a crime does not belong into a browser's storage.
 */

const THUMBNAIL = 320; // pixels
const KINDS = { image: "photo", video: "video", audio: "voice" };

const kindOf = ({ type }) => KINDS[type.split("/")[0]] ?? "document";

/** A small picture as a data: address, which the page's policy allows; none where the browser cannot draw it. */
async function thumbnailOf(file) {
  if (kindOf(file) !== "photo" || !window.createImageBitmap) return "";
  try {
    const picture = await createImageBitmap(file, { resizeWidth: THUMBNAIL, resizeQuality: "medium" });
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: picture.width, height: picture.height });
    canvas.getContext("2d").drawImage(picture, 0, 0);
    picture.close();
    return canvas.toDataURL("image/jpeg", 0.7);
  } catch {
    return "";
  }
}

export class Uploads {
  #items = new Map(); // id -> {id, file, at, attachments}
  #failures = 0;
  #busy = false;
  #timer = 0;
  #stop = new AbortController();

  /**
   * `limits`: MB by kind. `events`: added(item), thumbnail(item, address), progress(item, percent),
   * sent(item, message), refused(item), delayed(item, error), emptied().
   */
  constructor({ field, button, limits, api, session, language, newId, pauseAfter, events }) {
    Object.assign(this, { limits, api, session, language, newId, pauseAfter, events });
    button.disabled = false;
    button.addEventListener("click", () => field.click());
    field.addEventListener("change", () => {
      for (const file of field.files) this.add(file);
      field.value = "";
    });
    window.addEventListener("beforeunload", (event) => this.isPending && event.preventDefault());
  }

  get isPending() {
    return [...this.#items.values()].some(({ refused }) => !refused);
  }

  add(file) {
    const kind = kindOf(file);
    const attachments = [{ kind, size: file.size }];
    const item = { id: this.newId(), file, at: new Date().toISOString(), text: "", attachments };
    this.#items.set(item.id, item);
    this.events.added(item);
    thumbnailOf(file).then((address) => address && this.events.thumbnail(item, address));
    if (file.size > this.limits[kind] * 1e6) this.#refuse(item, this.language.t("file_too_large", this.limits));
    else this.flush();
  }

  remove(id) {
    this.#items.delete(id);
  }

  /** Forgets everything, also what is on its way. */
  clear() {
    this.#stop.abort();
    this.#stop = new AbortController();
    clearTimeout(this.#timer);
    this.#items.clear();
    this.#failures = 0;
  }

  async flush() {
    if (this.#busy) return;
    this.#busy = true;
    clearTimeout(this.#timer);
    try {
      for (let item = this.#next(); item; item = this.#next()) {
        if (!(await this.#deliver(item, this.#stop.signal))) return;
      }
      this.events.emptied();
    } finally {
      this.#busy = false;
    }
  }

  #next() {
    return [...this.#items.values()].find(({ refused }) => !refused);
  }

  /** False when it has to be tried again later. */
  async #deliver(item, signal) {
    const tell = (share) => this.events.progress(item, Math.round(share * 100));
    const send = async () => {
      const token = await this.session.ensure(signal);
      return this.api.upload(token, item, tell, signal).catch((error) => {
        if (error.status === 401) this.session.drop(token);
        throw error;
      });
    };
    tell(0);
    try {
      const { message } = await send().catch((error) => (error.status === 401 ? send() : Promise.reject(error)));
      if (signal.aborted) return true;
      this.#items.delete(item.id);
      this.events.sent(item, message);
    } catch (error) {
      if (signal.aborted) return true;
      if (!("status" in error)) throw error;
      if (error.isTemporary) {
        this.#failures += 1;
        this.events.delayed(item, error);
        const pause = Math.max(this.pauseAfter(this.#failures), error.retryAfter * 1000);
        this.#timer = setTimeout(() => this.flush(), pause);
        return false;
      }
      this.#refuse(item, error.detail);
    }
    this.#failures = 0;
    return true;
  }

  #refuse(item, detail) {
    Object.assign(item, { refused: true, detail });
    this.events.refused(item);
  }
}
