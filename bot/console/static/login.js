/** Signing in: name and password, then six digits only if the account asks for them. */

import { html, useEffect, useState } from "./vendor/htm-preact.js";
import { Field, sentenceOf, useSubmit } from "./forms.js";
import { login, session } from "./session.js";
import { useStore } from "./store.js";
import { t } from "./strings.js";

function reasonOf(why) {
  if (why === "expired") return t("login_again");
  if (why === "ended") return t("login_ended");
  return "";
}

export function Login({ joined }) {
  const { why } = useStore(session);
  const [name, setName] = useState(joined ?? "");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [needsCode, setNeedsCode] = useState(false);
  const { submit, isBusy, error } = useSubmit(async () => {
    try {
      await login(name.trim(), password, needsCode ? code.replace(/\s/g, "") : "");
    } catch (thrown) {
      if (thrown.code === "code_required") setNeedsCode(true);
      if (thrown.code !== "wrong_code") setCode("");
      if (thrown.code !== "code_required" || needsCode) throw thrown;
    }
  });
  useEffect(() => document.getElementById(name ? "password" : "name")?.focus(), []);
  useEffect(() => {
    if (needsCode) document.getElementById("code")?.focus();
  }, [needsCode]);
  return html`<main class="gatehouse" id="content">
    <h1>${t("page_login")}</h1>
    ${reasonOf(why) && !joined && html`<p class="notice" role="status" id="login-why">${reasonOf(why)}</p>`}
    ${joined && html`<p class="notice good" role="status">${t("join_done", { name: joined })}</p>`}
    <form id="login" onSubmit=${submit}>
      <${Field} id="name" label=${t("login_name")} value=${name} onInput=${setName} autocomplete="username"
        autocapitalize="none" spellcheck="false" required />
      <${Field} id="password" label=${t("login_password")} type="password" value=${password} onInput=${setPassword}
        autocomplete="current-password" required />
      ${needsCode && html`<${Field} id="code" label=${t("login_code")} value=${code} onInput=${setCode}
        inputmode="numeric" autocomplete="one-time-code" maxlength="7" required />`}
      ${error && html`<p class="notice bad" role="alert" id="login-problem" data-problem=${error.code || error.status}>
        ${sentenceOf(error)}</p>`}
      <button type="submit" class="main wide" disabled=${isBusy}>${t("login_button")}</button>
    </form>
  </main>`;
}
