/** Rules of duty: working hours, targets for the wait, and who needs a second factor. */

import { html, useState } from "./vendor/htm-preact.js";
import { useAnswer } from "./answers.js";
import { api } from "./api.js";
import { Check, Field, Problem, useSubmit } from "./forms.js";
import { mayActAs } from "./session.js";
import { t } from "./strings.js";

const DAYS = [0, 1, 2, 3, 4, 5, 6];
/** Seconds; the server takes no others. */
const LEAST = { urgent_seconds: 10, normal_seconds: 30 };
const MOST = { urgent_seconds: 3600, normal_seconds: 86400 };
/** Of 24 hours, whatever the browser's own habit; 00:00 ends a day. */
const CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]";
const USUAL = { from: "08:00", to: "20:00" };

/** One rule's form: its own copy of the values, its own version, its own button. */
function useRule(name, rule) {
  const [value, setValue] = useState(rule);
  const [isSaved, setSaved] = useState(false);
  const saving = useSubmit(async () => {
    setSaved(false);
    const answer = await api.put(`/rules/${name}`, value);
    setValue({ ...value, version: answer.version });
    setSaved(true);
  });
  const change = (patch) => {
    setSaved(false);
    setValue({ ...value, ...patch });
  };
  // What was typed stays; only the version it is written over becomes the newest.
  const takeNewest = async () => {
    const rules = await api.get("/rules");
    setValue({ ...value, version: rules[name].version });
    saving.setError(null);
  };
  return { value, change, isSaved, takeNewest, ...saving };
}

function RuleForm({ name, title, hint, rule, children }) {
  return html`<section class="panel" aria-labelledby="rule-${name}">
    <h2 id="rule-${name}">${title}</h2>
    ${hint && html`<p class="hint">${hint}</p>`}
    <form id="form-${name}" onSubmit=${rule.submit}>
      ${children}
      <${Problem} error=${rule.error} reload=${rule.takeNewest} />
      <p class="buttons">
        <button type="submit" class="main" disabled=${rule.isBusy}>${t("save")}</button>
        <span role="status">${rule.isSaved && t("saved")}</span>
      </p>
    </form>
  </section>`;
}

function Day({ day, hours, setHours }) {
  const name = t(`day_${day}`);
  const own = hours.map((it, index) => ({ ...it, index })).filter((it) => it.day === day);
  const put = (index, patch) => setHours(hours.map((it, other) => (other === index ? { ...it, ...patch } : it)));
  const field = (it, end) => html`<label><span class="unseen">${name}: ${t(`rules_${end}`)}</span>
    <input type="text" inputmode="numeric" pattern=${CLOCK} maxlength="5" placeholder="08:00" autocomplete="off"
      required value=${it[end]} data-day=${day} data-end=${end}
        onInput=${(event) => put(it.index, { [end]: event.target.value })} /></label>`;
  return html`<div class="day-hours" role="group" aria-label=${name}>
    <span class="day-name">${name}</span>
    <div>
      ${!own.length && html`<span class="hint">${t("rules_closed")}</span>`}
      ${own.map((it) => html`<p class="interval" key=${it.index}>
        ${field(it, "from")} <span aria-hidden="true">–</span> ${field(it, "to")}
        <button type="button" class="plain" aria-label=${t("rules_remove_hours_day", { day: name })}
          onClick=${() => setHours(hours.filter((_, other) => other !== it.index))}>✕</button>
      </p>`)}
    </div>
    <button type="button" data-add-hours=${day} aria-label=${t("rules_add_hours_day", { day: name })}
      onClick=${() => setHours([...hours, { day, ...USUAL }])}>${t("rules_add_hours")}</button>
  </div>`;
}

function Hours({ hours }) {
  const rule = useRule("hours", hours);
  return html`<${RuleForm} name="hours" title=${t("rules_hours")} hint=${t("rules_hours_hint")} rule=${rule}>
    <${Check} id="always-open" label=${t("rules_always")} checked=${rule.value.is_always_open}
      onChange=${(isOn) => rule.change({ is_always_open: isOn })} />
    ${!rule.value.is_always_open && DAYS.map((day) => html`<${Day} key=${day} day=${day} hours=${rule.value.days}
      setHours=${(days) => rule.change({ days })} />`)}
  <//>`;
}

function Targets({ targets }) {
  const rule = useRule("targets", targets);
  const field = (name) => html`<${Field} id=${name} type="number" min=${LEAST[name]} max=${MOST[name]} required
    label=${t(`rules_targets_${name.replace("_seconds", "")}`)}
    value=${rule.value[name]} onInput=${(value) => rule.change({ [name]: Number(value) })} />`;
  return html`<${RuleForm} name="targets" title=${t("rules_targets")} rule=${rule}>
    ${field("urgent_seconds")} ${field("normal_seconds")}<//>`;
}

function SecondFactor({ secondFactor }) {
  const rule = useRule("second_factor", secondFactor);
  return html`<${RuleForm} name="second_factor" title=${t("rules_second_factor")} rule=${rule}>
    <${Check} id="second-factor-required" label=${t("rules_second_factor_required")} checked=${rule.value.is_required}
      onChange=${(isOn) => rule.change({ is_required: isOn })} />
  <//>`;
}

export function Rules() {
  const { answer: rules, error, reload } = useAnswer("/rules");
  return html`<main class="page narrow" id="content" tabindex="-1">
    <h1>${t("page_rules")}</h1>
    <${Problem} error=${error} reload=${reload} />
    ${!rules && !error && html`<p>${t("loading")}</p>`}
    ${rules && html`
      <${Hours} hours=${rules.hours} />
      <${Targets} targets=${rules.targets} />
      ${mayActAs("admin") && html`<${SecondFactor} secondFactor=${rules.second_factor} />`}
    `}
  </main>`;
}
