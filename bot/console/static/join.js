/** Behind an invitation's link: a name and a password, or only a new password. */

import { html, useEffect, useState } from "./vendor/htm-preact.js";
import { api } from "./api.js";
import { roleLabel } from "./choices.js";
import { Check, Field, Problem, useSubmit } from "./forms.js";
import { t } from "./strings.js";

function useInvitation(token) {
  const [state, setState] = useState({ invitation: null, error: null });
  const check = () =>
    api.post("/join/check", { token }).then(
      (invitation) => setState({ invitation, error: null }),
      (error) => setState({ invitation: null, error }),
    );
  useEffect(() => {
    check();
  }, [token]);
  return { ...state, check };
}

function Form({ token, invitation, done }) {
  const isReset = Boolean(invitation.name);
  const [name, setName] = useState(invitation.name ?? "");
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [isShown, setShown] = useState(false);
  const [isDifferent, setDifferent] = useState(false);
  const { submit, isBusy, error } = useSubmit(async () => {
    setDifferent(password !== again);
    if (password !== again) return;
    const joined = await api.post("/join", { token, name: name.trim(), password });
    done(joined.name);
  });
  const type = isShown ? "text" : "password";
  return html`<form id="join" onSubmit=${submit}>
    <p>${isReset ? t("join_reset", { name: invitation.name }) : t("join_intro")}</p>
    <p>${t("join_role", { role: roleLabel(invitation.role) })}</p>
    ${!isReset && html`<${Field} id="name" label=${t("login_name")} hint=${t("join_name_hint")} value=${name}
      onInput=${setName} autocomplete="username" maxlength="80" required />`}
    <${Field} id="password" type=${type} label=${t("join_password")} hint=${t("join_password_hint")} value=${password}
      onInput=${setPassword} autocomplete="new-password" required />
    <${Field} id="password-again" type=${type} label=${t("join_password_again")} value=${again} onInput=${setAgain}
      autocomplete="new-password" required />
    <${Check} id="show-password" label=${t("show_password")} checked=${isShown} onChange=${setShown} />
    ${isDifferent && html`<p class="notice bad" role="alert">${t("join_differs")}</p>`}
    <${Problem} error=${error} />
    <button type="submit" class="main wide" disabled=${isBusy}>${t(isReset ? "join_button_reset" : "join_button")}
      </button>
  </form>`;
}

export function Join({ token, done }) {
  const { invitation, error, check } = useInvitation(token);
  const isGone = error && error.status >= 400 && error.status < 500 && error.status !== 429;
  return html`<main class="gatehouse" id="content">
    <h1>${t("page_join")}</h1>
    ${!invitation && !error && html`<p>${t("loading")}</p>`}
    ${isGone && html`<p class="notice bad" role="alert" id="join-problem">${error.detail || t("join_invalid")}</p>`}
    ${error && !isGone && html`<${Problem} error=${error} /><button type="button" onClick=${check}>${t("try_again")}
      </button>`}
    ${invitation && html`<${Form} token=${token} invitation=${invitation} done=${done} />`}
  </main>`;
}
