/** The officer's own account: language, availability, password, second factor, shortcuts. */

import { html, useState } from "./vendor/htm-preact.js";
import { api, setCsrf } from "./api.js";
import { Check, Field, Problem, Select, useSubmit } from "./forms.js";
import { SecondFactor } from "./second_factor.js";
import { changeMe, chooseLanguage, officer, session } from "./session.js";
import { ShortcutList } from "./shortcuts.js";
import { sound, switchSound } from "./sound.js";
import { useStore } from "./store.js";
import { language, LANGUAGES, t } from "./strings.js";
import { roleLabel } from "./choices.js";

function Panel({ name, title, children }) {
  return html`<section class="panel" aria-labelledby="account-${name}"><h2 id="account-${name}">${title}</h2>${children}
    </section>`;
}

function Settings() {
  const { tag } = useStore(language);
  const { isOn } = useStore(sound);
  const { is_available: isAvailable, role } = officer();
  const changing = useSubmit((value) => changeMe({ is_available: value }));
  return html`<${Panel} name="settings" title=${t("account_settings")}>
    <${Select} id="account-language" label=${t("account_language")} value=${tag}
      onChange=${(value) => chooseLanguage(value).catch(() => {})}
      options=${Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))} />
    ${role !== "trainer" && html`
      <${Check} id="account-available" label=${t("available")} checked=${isAvailable} disabled=${changing.isBusy}
        onChange=${changing.submit} />
      <p class="hint">${t("availability_hint")}</p>
      <${Check} id="account-sound" label=${t("sound")} checked=${isOn} onChange=${switchSound} />
    `}
    <${Problem} error=${changing.error} />
  <//>`;
}

function Password() {
  const [fields, setFields] = useState({ old: "", fresh: "", again: "" });
  const [said, setSaid] = useState("");
  const { submit, isBusy, error } = useSubmit(async () => {
    setSaid("");
    if (fields.fresh !== fields.again) {
      setSaid("join_differs");
      return;
    }
    const { csrf } = await api.post("/me/password", { old: fields.old, new: fields.fresh });
    setCsrf(csrf);
    setFields({ old: "", fresh: "", again: "" });
    setSaid("account_password_done");
  });
  const put = (name) => (value) => setFields({ ...fields, [name]: value });
  return html`<${Panel} name="password" title=${t("account_password")}>
    <form id="password-form" onSubmit=${submit}>
      <input type="text" name="username" autocomplete="username" value=${officer().name} hidden readonly />
      <${Field} id="password-old" type="password" label=${t("account_password_old")} value=${fields.old}
        onInput=${put("old")} autocomplete="current-password" required />
      <${Field} id="password-new" type="password" label=${t("join_password")} hint=${t("join_password_hint")}
        value=${fields.fresh} onInput=${put("fresh")} autocomplete="new-password" required />
      <${Field} id="password-again" type="password" label=${t("join_password_again")} value=${fields.again}
        onInput=${put("again")} autocomplete="new-password" required />
      <p class="hint">${t("account_password_hint")}</p>
      ${said && html`<p class="notice ${said === "join_differs" ? "bad" : "good"}" role="alert">${t(said)}</p>`}
      <${Problem} error=${error} />
      <button type="submit" disabled=${isBusy}>${t("account_password")}</button>
    </form>
  <//>`;
}

export function Account({ isForced }) {
  const { me } = useStore(session);
  return html`<main class="page narrow" id="content" tabindex="-1">
    <h1>${t("page_account")}</h1>
    <p>${me.officer.name} · ${roleLabel(me.officer.role)}</p>
    ${isForced && html`<p class="notice bad" role="alert" id="second-factor-must">${t("account_second_must")}</p>`}
    ${!isForced && html`<${Settings} />`}
    <${SecondFactor} />
    ${!isForced && html`<${Password} /><${Panel} name="shortcuts" title=${t("shortcuts")}><${ShortcutList} /><//>`}
  </main>`;
}
