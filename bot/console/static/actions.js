/** What an officer can do with the open talk besides writing, and the windows that ask for reasons. */

import { html, useState } from "./vendor/htm-preact.js";
import { optionsOf, useChoices } from "./choices.js";
import { act, conversation, refreshTalk } from "./conversation.js";
import { closeWindow, Dialog, openWindow } from "./dialog.js";
import { Field, isFilled, Problem, REASON_LIMIT, Select, useSubmit, WindowButtons } from "./forms.js";
import { officer } from "./session.js";
import { languageName, t } from "./strings.js";

const ACTIONS = ["transfer", "release", "resolve", "assign", "mute"];
const KEYS = { transfer: "t", resolve: "e" };
const LONGEST_MUTE_H = 720;

/** Opens the window of an action, if the talk allows it now. */
export function startAction(name) {
  const { talk } = conversation.value;
  if (talk?.can[name]) openWindow(name);
}

export function Actions({ talk }) {
  const names = ACTIONS.filter((name) => (name === "mute" ? talk.can.mute : talk.can[name]));
  if (!names.length) return null;
  return html`<section class="panel" aria-labelledby="actions-title">
    <h3 id="actions-title" class="unseen">${t("actions")}</h3>
    <div class="actions">
      ${names.map((name) => {
        const isUnmute = name === "mute" && talk.mute;
        return html`<button type="button" key=${name} id=${isUnmute ? "unmute" : name}
          class=${name === "resolve" ? "main" : ""} aria-keyshortcuts=${KEYS[name]}
          onClick=${() => openWindow(isUnmute ? "unmute" : name)}>${t(isUnmute ? "unmute" : name)}</button>`;
      })}
    </div>
  </section>`;
}

/** The frame of every window below: fields, what failed, and the two buttons. */
function ActionWindow({ title, label, send, isDangerous, isReady = true, name, children }) {
  const { submit, isBusy, error } = useSubmit(async () => {
    await send();
    closeWindow();
  });
  return html`<${Dialog} title=${title}>
    <form onSubmit=${submit} id="${name}-form">
      ${children}
      <${Problem} error=${error} reload=${refreshTalk} />
      <${WindowButtons} id="${name}-send" label=${label} isBusy=${isBusy} disabled=${!isReady}
        isDangerous=${isDangerous} />
    </form>
  <//>`;
}

function Reason({ id, value, onInput, label = t("reason"), hint, ...rest }) {
  return html`<${Field} id=${id} type="textarea" label=${label} hint=${hint} value=${value} onInput=${onInput}
    limit=${REASON_LIMIT} ...${rest} />`;
}

/** Officers as options, those on duty first; not the one who asks. */
function officerOptions(officers) {
  const others = officers.filter(({ id }) => id !== officer().id);
  const sorted = [...others.filter((it) => it.on_duty), ...others.filter((it) => !it.on_duty)];
  return sorted.map((it) => {
    const languages = (it.languages ?? []).map((code) => languageName(code)).join(", ");
    const notes = [languages, it.on_duty ? "" : t("off_duty")].filter(Boolean).join("; ");
    return { value: String(it.id), label: notes ? `${it.name} (${notes})` : it.name };
  });
}

/** The API takes the id of an officer as a number. */
const target = (to) => (/^\d+$/.test(to) ? Number(to) : to);

function TransferWindow() {
  const { officers } = useChoices();
  const [to, setTo] = useState("queue");
  const [reason, setReason] = useState("");
  const options = [{ value: "queue", label: t("transfer_queue") }, ...officerOptions(officers)];
  return html`<${ActionWindow} name="transfer" title=${t("transfer_title")} label=${t("transfer")}
    isReady=${isFilled(reason)}
    send=${() => act("transfer", { to: target(to), reason })}>
    <${Select} id="transfer-to" label=${t("transfer_to")} options=${options} value=${to} onChange=${setTo} />
    <${Reason} id="transfer-reason" hint=${t("transfer_reason_hint")} value=${reason} onInput=${setReason} required />
  <//>`;
}

function ReleaseWindow() {
  const [to, setTo] = useState("queue");
  const [reason, setReason] = useState("");
  const options = [
    { value: "queue", label: t("release_to_queue") },
    { value: "bot", label: t("release_to_bot") },
  ];
  return html`<${ActionWindow} name="release" title=${t("release_title")} label=${t("release")}
    isReady=${!reason || isFilled(reason)} send=${() => act("release", { to, reason: reason.trim() || null })}>
    <${Select} id="release-to" label=${t("release_to")} options=${options} value=${to} onChange=${setTo} />
    <${Reason} id="release-reason" value=${reason} onInput=${setReason} isOptional />
  <//>`;
}

function ResolveWindow() {
  const { talk, messages } = conversation.value;
  const { outcomes } = useChoices();
  const [outcome, setOutcome] = useState("answered");
  const [reason, setReason] = useState("");
  return html`<${ActionWindow} name="resolve" title=${t("resolve_title")} label=${t("resolve")}
    isReady=${isFilled(reason)}
    send=${() => act("resolve", { outcome, reason, seen: messages[messages.length - 1]?.id ?? null })}>
    <fieldset>
      <legend>${t("outcome")}</legend>
      ${optionsOf(outcomes).map((it) => html`<label class="check" key=${it.value}>
        <input type="radio" name="outcome" value=${it.value} checked=${it.value === outcome}
          onChange=${() => setOutcome(it.value)} /><span>${it.label}</span>
      </label>`)}
    </fieldset>
    <${Reason} id="resolve-reason" label=${t("resolve_reason")}
      hint=${t("resolve_reason_hint", { language: languageName(talk.language, talk.script) })} value=${reason}
        onInput=${setReason} required />
  <//>`;
}

function AssignWindow() {
  const { talk } = conversation.value;
  const { officers } = useChoices();
  const own = officer();
  const [to, setTo] = useState(String(own.id));
  const [reason, setReason] = useState("");
  const mine = talk.is_mine ? [] : [{ value: String(own.id), label: t("assign_me") }];
  const options = [...mine, { value: "queue", label: t("transfer_queue") }, ...officerOptions(officers)];
  return html`<${ActionWindow} name="assign" title=${t("assign_title")} label=${t("assign")} isReady=${isFilled(reason)}
    send=${() => act("assign", { to: target(options.some((it) => it.value === to) ? to : options[0].value), reason })}>
    <${Select} id="assign-to" label=${t("transfer_to")} options=${options} value=${to} onChange=${setTo} />
    <${Reason} id="assign-reason" value=${reason} onInput=${setReason} required />
  <//>`;
}

function MuteWindow() {
  const [hours, setHours] = useState("24");
  const [reason, setReason] = useState("");
  const count = Number(hours);
  const isReady = isFilled(reason) && Number.isInteger(count) && count >= 1 && count <= LONGEST_MUTE_H;
  return html`<${ActionWindow} name="mute" title=${t("mute_title")} label=${t("mute")} isDangerous isReady=${isReady}
    send=${() => act("mute", { hours: count, reason })}>
    <p>${t("mute_hint")}</p>
    <${Field} id="mute-hours" type="number" min="1" max=${LONGEST_MUTE_H} label=${t("mute_hours")}
      hint=${t("mute_hours_range", { least: 1, most: LONGEST_MUTE_H })} value=${hours} onInput=${setHours} />
    <${Reason} id="mute-reason" value=${reason} onInput=${setReason} required />
  <//>`;
}

function UnmuteWindow() {
  const [reason, setReason] = useState("");
  return html`<${ActionWindow} name="unmute" title=${t("unmute_title")} label=${t("unmute")} isReady=${isFilled(reason)}
    send=${() => act("unmute", { reason })}>
    <${Reason} id="unmute-reason" value=${reason} onInput=${setReason} required />
  <//>`;
}

/** The windows of this module, by the name that opens them. */
export const ACTION_WINDOWS = {
  transfer: TransferWindow,
  release: ReleaseWindow,
  resolve: ResolveWindow,
  assign: AssignWindow,
  mute: MuteWindow,
  unmute: UnmuteWindow,
};
