/** Accounts: who they are, what they see, whether they may sign in; and invitations for new ones. */

import { html, useState } from "./vendor/htm-preact.js";
import { useAnswer } from "./answers.js";
import { api } from "./api.js";
import { optionsOf, roleLabel, useChoices } from "./choices.js";
import { closeWindow, Dialog, openWindow } from "./dialog.js";
import { Check, Checks, Copyable, Field, isFilled, Problem, REASON_LIMIT, Select, useSubmit, WindowButtons } from "./forms.js";
import { dateTime } from "./format.js";
import { Invitations } from "./invitations.js";
import { Mark } from "./marks.js";
import { mayActAs, officer as self } from "./session.js";
import { languageName, t } from "./strings.js";

const ROLES = ["officer", "supervisor", "trainer", "admin"];

/** Role, languages, regions, topics: the same fields for an account and for an invitation. */
export function ScopeFields({ scope, change, choices }) {
  const languages = optionsOf(choices.languages).filter((it) => it.value);
  return html`
    ${mayActAs("admin") && html`<${Select} id="scope-role" label=${t("officers_role")} value=${scope.role}
      onChange=${(role) => change({ role })}
      options=${ROLES.map((role) => ({ value: role, label: roleLabel(role) }))} />`}
    <p class="hint">${t("officers_all_hint")}</p>
    <${Checks} legend=${t("officers_languages")} options=${languages} values=${scope.languages}
      onChange=${(values) => change({ languages: values })} />
    <${Checks} legend=${t("officers_regions")} options=${optionsOf(choices.regions)} values=${scope.regions}
      onChange=${(values) => change({ regions: values })} />
    <${Checks} legend=${t("officers_topics")} options=${optionsOf(choices.topics)} values=${scope.topics}
      onChange=${(values) => change({ topics: values })} />
    ${mayActAs("admin") && html`<${Check} id="scope-confined" label=${t("officers_confined")}
      checked=${scope.is_confined} onChange=${(isOn) => change({ is_confined: isOn })} />`}
  `;
}

/** What may be sent by whoever asks: only admins change roles. */
export function scopeBody({ role, languages, regions, topics, is_confined }) {
  const wide = { languages, regions, topics };
  return mayActAs("admin") ? { role, is_confined, ...wide } : wide;
}

function EditWindow({ officer, saved }) {
  const choices = useChoices();
  const [scope, setScope] = useState(officer);
  const { submit, isBusy, error } = useSubmit(async () => {
    await api.patch(`/officers/${officer.id}`, scopeBody(scope));
    closeWindow();
    saved();
  });
  return html`<${Dialog} title=${t("officers_edit_title", { name: officer.name })} className="wide-window">
    <form id="officer-form" onSubmit=${submit}>
      <${ScopeFields} scope=${scope} choices=${choices} change=${(patch) => setScope({ ...scope, ...patch })} />
      <${Problem} error=${error ?? choices.error} />
      <${WindowButtons} id="officer-save" label=${t("save")} isBusy=${isBusy} />
    </form>
  <//>`;
}

/** Disable, enable, reset: each asks for a reason, which stands in the audit log. */
function ReasonWindow({ officer, what, saved }) {
  const [reason, setReason] = useState("");
  const [link, setLink] = useState(null);
  const { submit, isBusy, error } = useSubmit(async () => {
    const answer = await api.post(`/officers/${officer.id}/${what}`, { reason });
    saved();
    if (answer?.link) setLink(answer);
    else closeWindow();
  });
  const title = t(`officers_${what}_title`, { name: officer.name });
  if (link) return html`<${Dialog} title=${title}><${OneTimeLink} link=${link} /><//>`;
  return html`<${Dialog} title=${title}>
    <form id="${what}-form" onSubmit=${submit}>
      ${what !== "enable" && html`<p>${t(`officers_${what}_hint`)}</p>`}
      <${Field} id="officer-reason" type="textarea" label=${t("reason")} value=${reason} onInput=${setReason}
        limit=${REASON_LIMIT} required />
      <${Problem} error=${error} />
      <${WindowButtons} id="${what}-send" label=${t(`officers_${what}`)} isBusy=${isBusy} disabled=${!isFilled(reason)}
        isDangerous=${what !== "enable"} />
    </form>
  <//>`;
}

export function OneTimeLink({ link }) {
  return html`<div class="notice" id="one-time-link">
    <p>${t("link_once")}</p>
    <${Copyable} id="link" label=${t("link")} text=${new URL(link.link, location.origin).href} />
    <p>${t("invitations_expires", { time: dateTime(link.expires_at) })}</p>
  </div>`;
}

export const OFFICER_WINDOWS = { "edit-officer": EditWindow, "officer-reason": ReasonWindow };

function Buttons({ officer, saved }) {
  const ask = (what) => openWindow("officer-reason", { officer, what, saved });
  const button = (what, label, press) =>
    html`<button type="button" data-officer-action=${what} aria-label="${t(label)}: ${officer.name}" onClick=${press}>
      ${t(label)}</button>`;
  return html`<div class="buttons">
    ${button("edit", "edit", () => openWindow("edit-officer", { officer, saved }))}
    ${mayActAs("admin") && officer.id !== self().id && html`
      ${officer.disabled_at ? button("enable", "officers_enable", () => ask("enable")) : button("disable", "officers_disable", () => ask("disable"))}
      ${button("reset", "officers_reset", () => ask("reset"))}
    `}
  </div>`;
}

function State({ officer }) {
  if (officer.disabled_at) return html`<${Mark} kind="bad">${t("officers_disabled")}<//>`;
  return html`${officer.on_duty ? html`<${Mark} kind="good">● ${t("on_duty")}<//>` : html`<${Mark}>${t("off_duty")}
    <//>`}
<br /><span class="hint">${t(officer.has_second_factor ? "officers_second_factor" : "officers_no_second_factor")}
  </span>`;
}

function Row({ officer, choices, saved }) {
  const names = (values, options) => values.map((value) => options.find((it) => it.value === value)?.label ?? value).join(", ") || t("officers_all");
  return html`<tr data-officer=${officer.id}>
    <th scope="row">${officer.name}<br /><span class="hint">${roleLabel(officer.role)}</span></th>
    <td><${State} officer=${officer} /></td>
    <td>${officer.languages.map((code) => languageName(code)).join(", ") || t("officers_all")}</td>
    <td>${names(officer.regions, optionsOf(choices.regions))}</td>
    <td>${names(officer.topics, optionsOf(choices.topics))}</td>
    <td>${dateTime(officer.last_seen_at) || "–"}</td>
    <td><${Buttons} officer=${officer} saved=${saved} /></td>
  </tr>`;
}

export function Officers() {
  const { answer, error, reload } = useAnswer("/officers");
  const choices = useChoices();
  const heads = ["officers_name", "officers_state", "officers_languages", "officers_regions", "officers_topics", "board_last_seen", "actions_column"];
  return html`<main class="page" id="content" tabindex="-1">
    <h1>${t("page_officers")}</h1>
    <${Problem} error=${error} reload=${reload} />
    ${!answer && !error && html`<p>${t("loading")}</p>`}
    ${answer && html`<div class="scroll panel" tabindex="0" role="group" aria-label=${t("officers_list")}>
      <table data-table="officers">
        <thead><tr>${heads.map((head) => html`<th scope="col" key=${head}>${t(head)}</th>`)}</tr></thead>
        <tbody>${answer.officers.map((it) => html`<${Row} key=${it.id} officer=${it} choices=${choices}
          saved=${reload} />`)}</tbody>
      </table>
    </div>`}
    ${mayActAs("admin") && html`<${Invitations} choices=${choices} />`}
  </main>`;
}
