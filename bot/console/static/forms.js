/** Pieces of forms: fields with labels, buttons that cannot be pressed twice, and sentences when something fails. */

import { html, useRef, useState } from "./vendor/htm-preact.js";
import { closeWindow } from "./dialog.js";
import { t } from "./strings.js";

/** Characters of a reason. */
export const REASON_LIMIT = 500;

/** What to tell the officer of a failure. */
export function sentenceOf(error) {
  if (!error) return "";
  if (error.status === 0) return t("offline");
  return error.detail || t(error.status === 409 ? "stale" : "failed");
}

/** {submit, isBusy, error, setError}: `send` runs once at a time; its failure is kept for the form to show. It gets
    what `submit` is called with. */
export function useSubmit(send) {
  const [state, setState] = useState({ isBusy: false, error: null });
  const isBusy = useRef(false);
  const submit = async (argument) => {
    argument?.preventDefault?.();
    if (isBusy.current) return;
    isBusy.current = true;
    setState({ isBusy: true, error: null });
    let error = null;
    try {
      await send(argument);
    } catch (thrown) {
      if (!("status" in thrown)) throw thrown;
      error = thrown;
    } finally {
      isBusy.current = false;
      setState({ isBusy: false, error });
    }
  };
  return { submit, ...state, setError: (error) => setState({ isBusy: false, error }) };
}

/** Whether something is written, and not more than the server takes. */
export const isFilled = (text, limit = REASON_LIMIT) => text.trim() !== "" && text.length <= limit;

export function Field({ id, label, hint, type = "text", value, onInput, isOptional, limit, ...rest }) {
  return html`<div class="field">
    <label for=${id}>${label}${isOptional && html` <small>(${t("optional")})</small>`}</label>
    ${hint && html`<p class="hint" id="${id}-hint">${hint}</p>`}
    ${limit && value.length > limit && html`<p class="counter over" role="alert">
      ${t("too_long", { count: value.length - limit })}</p>`}
    ${type === "textarea"
      ? html`<textarea id=${id} name=${id} rows="4" value=${value} aria-describedby=${hint ? `${id}-hint` : null}
        onInput=${(event) => onInput(event.target.value)} ...${rest}></textarea>`
      : html`<input id=${id} name=${id} type=${type} value=${value} aria-describedby=${hint ? `${id}-hint` : null}
        onInput=${(event) => onInput(event.target.value)} ...${rest} />`}
  </div>`;
}

/** `options`: [{value, label}] */
export function Select({ id, label, options, value, onChange, ...rest }) {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <select id=${id} name=${id} value=${value} onChange=${(event) => onChange(event.target.value)} ...${rest}>
      ${options.map((it) => html`<option value=${it.value} selected=${it.value === value}>${it.label}</option>`)}
    </select>
  </div>`;
}

export function Check({ id, label, checked, onChange, ...rest }) {
  return html`<label class="check">
    <input type="checkbox" id=${id} checked=${checked} onChange=${(event) => onChange(event.target.checked)}
      ...${rest} />
    <span>${label}</span>
  </label>`;
}

/** Several of `options` [{value, label}]; `values` are those chosen. */
export function Checks({ legend, hint, options, values, onChange }) {
  const toggle = (value, isOn) => onChange(isOn ? [...values, value] : values.filter((it) => it !== value));
  return html`<fieldset>
    <legend>${legend}</legend>
    ${hint && html`<p class="hint">${hint}</p>`}
    <div class="checks">
      ${options.map((it) => html`<${Check} key=${it.value} label=${it.label} checked=${values.includes(it.value)}
        onChange=${(isOn) => toggle(it.value, isOn)} />`)}
    </div>
  </fieldset>`;
}

/** Says what went wrong; what someone else changed can be loaded by `reload`. */
export function Problem({ error, reload, id }) {
  if (!error) return null;
  const isStale = error.status === 409;
  return html`<div class="notice bad" role="alert" id=${id} data-problem=${error.code || error.status}>
    <p>${sentenceOf(error)}</p>
    ${isStale && error.detail && html`<p>${t("stale")}</p>`}
    ${reload && (isStale || error.status === 0) && html`<button type="button" onClick=${reload}>${t("reload")}
      </button>`}
  </div>`;
}

/** The last line of a form in a window. */
export function WindowButtons({ label, isBusy, isDangerous, id, disabled }) {
  return html`<p class="buttons">
    <button type="button" onClick=${closeWindow}>${t("cancel")}</button>
    <button type="submit" id=${id} class=${isDangerous ? "danger" : "main"} disabled=${isBusy || disabled}>${label}
      </button>
  </p>`;
}

/** A text that is copied with one press, such as a link that is shown once. */
export function Copyable({ id, label, text }) {
  const [isCopied, setCopied] = useState(false);
  const ref = useRef();
  const copy = async () => {
    ref.current.select();
    await navigator.clipboard?.writeText(text).catch(() => document.execCommand("copy"));
    setCopied(true);
  };
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <div class="copyable">
      <input id=${id} ref=${ref} readonly value=${text} onFocus=${(event) => event.target.select()} />
      <button type="button" data-copy=${id} onClick=${copy}>${t("copy")}</button>
    </div>
    <p class="hint" role="status">${isCopied && t("copied")}</p>
  </div>`;
}
