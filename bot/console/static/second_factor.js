/** Six digits from a telephone, besides the password. */

import { html, useState } from "./vendor/htm-preact.js";
import { api } from "./api.js";
import { Copyable, Field, Problem, useSubmit } from "./forms.js";
import { officer, refreshMe } from "./session.js";
import { t } from "./strings.js";

function Password({ id, label, send, isDangerous }) {
  const [password, setPassword] = useState("");
  const { submit, isBusy, error } = useSubmit(async () => {
    await send(password);
    setPassword("");
  });
  return html`<form id=${id} onSubmit=${submit}>
    <${Field} id="${id}-password" type="password" label=${t("login_password")} value=${password} onInput=${setPassword}
      autocomplete="current-password" required />
    <${Problem} error=${error} />
    <button type="submit" class=${isDangerous ? "danger" : "main"} disabled=${isBusy}>${label}</button>
  </form>`;
}

function Confirm({ offer, done }) {
  const [code, setCode] = useState("");
  const { submit, isBusy, error } = useSubmit(async () => {
    await api.post("/me/second-factor/confirm", { code: code.replace(/\s/g, "") });
    await refreshMe();
    done();
  });
  return html`<form id="second-factor-confirm" onSubmit=${submit}>
    <p>${t("account_second_scan")}</p>
    <img class="qr" src=${offer.qr} alt=${t("account_second_qr")} width="220" height="220" />
    <${Copyable} id="second-factor-key" label=${t("account_second_key")} text=${offer.secret} />
    <${Field} id="second-factor-code" label=${t("login_code")} value=${code} onInput=${setCode} inputmode="numeric"
      autocomplete="one-time-code" maxlength="7" required />
    <${Problem} error=${error} />
    <button type="submit" class="main" disabled=${isBusy}>${t("account_second_confirm")}</button>
  </form>`;
}

export function SecondFactor() {
  const [offer, setOffer] = useState(null);
  const [isDone, setDone] = useState(false);
  const { has_second_factor: isOn } = officer();
  const start = async (password) => {
    setOffer(await api.post("/me/second-factor", { password }));
    setDone(false);
  };
  const remove = async (password) => {
    await api.delete("/me/second-factor", { password });
    await refreshMe();
  };
  const done = () => {
    setOffer(null);
    setDone(true);
  };
  return html`<section class="panel" aria-labelledby="account-second" id="second-factor">
    <h2 id="account-second">${t("account_second")}</h2>
    <p class="hint">${t("account_second_why")}</p>
    <p role="status">${t(isDone ? "account_second_done" : isOn ? "account_second_on" : "account_second_off")}</p>
    ${!isOn && !offer && html`<${Password} id="second-factor-start" label=${t("account_second_start")}
      send=${start} />`}
    ${offer && html`<${Confirm} offer=${offer} done=${done} />`}
    ${isOn && !offer && html`<${Password} id="second-factor-remove" label=${t("account_second_remove")} send=${remove}
      isDangerous />`}
  </section>`;
}
