/** Files that an officer is about to send: kept by talk while the page is open, and nowhere else. */

import { html, useRef, useState } from "./vendor/htm-preact.js";
import { newId } from "./api.js";
import { sizeOf } from "./files.js";
import { session } from "./session.js";
import { t } from "./strings.js";

/** Characters of the words that go with a file, as the API takes them. */
export const CAPTION_LIMIT = 1024;
const ACCEPT = "image/jpeg,image/png,image/webp,application/pdf,text/plain,.txt";

const kept = new Map(); // talk -> [{id, file}]

/** {files, add(files), remove(id)}; each file has an id of its own, so that a repeat sends none twice. */
export function useFiles(talk) {
  const [files, setFiles] = useState(() => kept.get(talk) ?? []);
  const put = (list) => {
    kept.set(talk, list);
    setFiles(list);
  };
  return {
    files,
    add: (chosen) => put([...(kept.get(talk) ?? []), ...[...chosen].map((file) => ({ id: newId(), file }))]),
    remove: (id) => put((kept.get(talk) ?? []).filter((it) => it.id !== id)),
  };
}

export function AttachButton({ add }) {
  const field = useRef();
  const choose = () => {
    add(field.current.files);
    field.current.value = "";
  };
  return html`<button type="button" id="attach" onClick=${() => field.current.click()}>${t("attach_file")}</button>
    <input type="file" id="file" hidden multiple accept=${ACCEPT} ref=${field} onChange=${choose} />`;
}

export function Staged({ files, remove, isBusy }) {
  if (!files.length) return null;
  return html`<ul class="staged" aria-label=${t("attached_files")}>
    ${files.map(({ id, file }) => html`<li key=${id}><span>${file.name} · ${sizeOf(file.size)}</span>
      <button type="button" class="plain" disabled=${isBusy} aria-label=${t("attach_remove", { name: file.name })}
        onClick=${() => remove(id)}>✕</button></li>`)}
  </ul>`;
}

const holdsFiles = ({ dataTransfer }) => Boolean(dataTransfer?.types.includes("Files"));

/** What a field does with files that are pasted or dropped; what holds words too is pasted as words. */
export const takesFiles = (add) => ({
  onPaste: (event) => {
    const { files, types } = event.clipboardData ?? {};
    if (!files?.length || types.includes("text/plain")) return;
    event.preventDefault();
    add(files);
  },
  onDrop: (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    add(event.dataTransfer.files);
  },
});

// A file that misses the field must not take the console's place in the window.
for (const kind of ["dragover", "drop"]) window.addEventListener(kind, (event) => holdsFiles(event) && event.preventDefault());

session.subscribe(({ phase }) => phase === "out" && kept.clear());
