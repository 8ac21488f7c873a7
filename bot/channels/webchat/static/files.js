/**
 * Files that officers send: fetched with the key to the talk, which no address may carry. A picture is drawn small; what
 * is saved is saved by the citizen's own press, and stays nowhere else.
 */

const THUMBNAIL = 640; // pixels
const KEPT_MS = 60000; // in which the browser takes the file over

/** A small picture as a data: address, which the page's policy allows; none where the browser cannot draw it. */
async function pictureOf(blob) {
  const drawn = await createImageBitmap(blob);
  const scale = Math.min(1, THUMBNAIL / Math.max(drawn.width, drawn.height));
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: Math.max(1, drawn.width * scale), height: Math.max(1, drawn.height * scale) });
  canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
  drawn.close();
  return canvas.toDataURL("image/jpeg", 0.8);
}

const nameOf = ({ id, kind, media_type: type }) => {
  const ending = { "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf" }[type] ?? "txt";
  return `${kind}-${id.slice(0, 8)}.${ending}`;
};

export class Files {
  /** `drawn` hears that a picture has come, `failed` that a file has not. */
  constructor({ api, session, drawn, failed }) {
    Object.assign(this, { api, session, drawn, failed });
  }

  /** Puts the file's line into a button that saves it, under its picture if it is one. */
  offer(line, file) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "save";
    button.dataset.file = file.id;
    button.append("↓ ", ...line.childNodes);
    button.addEventListener("click", () => this.#save(file, button));
    line.append(button);
    if (file.kind === "photo") this.#draw(file, line);
    return line;
  }

  async #draw(file, line) {
    try {
      const src = await pictureOf(await this.api.file(this.session.token, file.id));
      line.prepend(Object.assign(document.createElement("img"), { src, alt: "" }));
      this.drawn();
    } catch {
      // The button fetches it once more, and says so when it cannot.
    }
  }

  async #save(file, button) {
    button.disabled = true;
    try {
      const href = URL.createObjectURL(await this.api.file(this.session.token, file.id));
      Object.assign(document.createElement("a"), { href, download: nameOf(file) }).click();
      setTimeout(() => URL.revokeObjectURL(href), KEPT_MS);
    } catch {
      this.failed();
    }
    button.disabled = false;
  }
}
