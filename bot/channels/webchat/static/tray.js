/**
 * Files that the citizen has chosen, dropped or pasted and not sent yet. They stand above the field, whose text becomes
 * their caption, and are kept nowhere but on this page.
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

/** The files of a drop; a folder is none. */
const droppedFiles = ({ items }) =>
  [...items].filter((item) => item.kind === "file" && !item.webkitGetAsEntry?.()?.isDirectory).map((item) => item.getAsFile());

const holdsFiles = ({ dataTransfer }) => Boolean(dataTransfer?.types.includes("Files"));

export class Tray {
  #items = []; // {file, kind, thumbnail: promise of an address, shown}

  /** `list` shows the files, `target` where they can be dropped. `events`: changed(), tooLarge(item). */
  constructor({ field, button, list, target, text, limits, language, announcer, sizeOf, events }) {
    Object.assign(this, { list, target, text, limits, language, announcer, sizeOf, events });
    button.disabled = false;
    button.addEventListener("click", () => field.click());
    field.addEventListener("change", () => {
      this.add([...field.files]);
      field.value = "";
    });
    document.addEventListener("paste", (event) => this.#paste(event));
    this.#listenToDrops();
  }

  get isEmpty() {
    return !this.#items.length;
  }

  add(files) {
    const items = files.map((file) => ({ file, kind: kindOf(file), thumbnail: thumbnailOf(file) }));
    const isTooLarge = ({ file, kind }) => file.size > this.limits[kind] * 1e6;
    items.filter(isTooLarge).forEach((item) => this.events.tooLarge(item));
    const taken = items.filter((item) => !isTooLarge(item));
    if (!taken.length) return;
    for (const item of taken) this.#show(item);
    this.#items.push(...taken);
    this.#tellChange();
    taken[0].shown.scrollIntoView({ block: "nearest" });
    this.announcer.textContent = this.language.t("files_added", { names: taken.map(({ file }) => file.name).join(", ") });
    if (!matchMedia("(pointer: coarse)").matches) this.text.focus(); // a phone would cover the talk with its keyboard
  }

  /** Gives the files and forgets them. */
  take() {
    const items = this.#items;
    this.clear();
    return items;
  }

  clear() {
    for (const { shown } of this.#items) shown.remove();
    this.#items = [];
    this.#tellChange();
  }

  #tellChange() {
    this.list.hidden = this.isEmpty;
    this.events.changed();
  }

  #remove(item) {
    const next = item.shown.nextElementSibling ?? item.shown.previousElementSibling;
    item.shown.remove();
    this.#items = this.#items.filter((other) => other !== item);
    this.#tellChange();
    this.announcer.textContent = this.language.t("file_removed", { name: item.file.name });
    (next?.querySelector("button") ?? this.text).focus();
  }

  #show(item) {
    const { file, kind, thumbnail } = item;
    const make = (name, className, text = "") => Object.assign(document.createElement(name), { className, textContent: text });
    const words = make("p", "words");
    words.append(this.language.label(make("b", ""), `file_${kind}`), ` · ${this.sizeOf(file.size)}`, make("span", "name", file.name));
    const button = make("button", "remove", "✕");
    button.type = "button";
    button.addEventListener("click", () => this.#remove(item));
    item.shown = make("li", "staged");
    item.shown.append(words, button);
    this.list.append(item.shown);
    this.#name(item);
    thumbnail.then((src) => src && item.shown.prepend(Object.assign(make("img", ""), { src, alt: "", draggable: false })));
  }

  /** What the buttons are called in the language of the page. */
  refresh() {
    this.#items.forEach((item) => this.#name(item));
  }

  #name({ shown, file }) {
    shown.querySelector("button").setAttribute("aria-label", this.language.t("file_remove", { name: file.name }));
  }

  /** A picture from the clipboard; what holds words too is pasted as words. */
  #paste(event) {
    const { files, types } = event.clipboardData ?? {};
    if (!files?.length || types.includes("text/plain")) return;
    event.preventDefault();
    this.add([...files]);
  }

  #listenToDrops() {
    const show = (isShown) => (this.target.hidden = !isShown);
    const over = (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      show(true);
    };
    window.addEventListener("dragenter", over);
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", ({ relatedTarget }) => !relatedTarget && show(false));
    window.addEventListener("drop", (event) => {
      show(false);
      if (!holdsFiles(event)) return;
      event.preventDefault(); // else the browser leaves the chat for the file
      this.add(droppedFiles(event.dataTransfer));
    });
  }
}
