/** Invitations of new accounts. A link is shown once; here only who was invited, until when. */

import { html, useState } from "./vendor/htm-preact.js";
import { useAnswer } from "./answers.js";
import { api } from "./api.js";
import { roleLabel } from "./choices.js";
import { Problem, useSubmit } from "./forms.js";
import { dateTime } from "./format.js";
import { OneTimeLink, ScopeFields, scopeBody } from "./officers.js";
import { t } from "./strings.js";

const EMPTY = { role: "officer", languages: [], regions: [], topics: [], is_confined: false };

function Open({ invitation, reload }) {
  const { submit, isBusy, error } = useSubmit(async () => {
    await api.delete(`/invitations/${invitation.id}`);
    await reload();
  });
  const until = t("invitations_expires", { time: dateTime(invitation.expires_at) });
  return html`<li class="line" data-invitation=${invitation.id}>
    <span>${[roleLabel(invitation.role), until, invitation.created_by && t("invitations_by", { name: invitation.created_by })].filter(Boolean).join(" · ")}</span>
    <button type="button" disabled=${isBusy} onClick=${submit}>${t("invitations_withdraw")}</button>
    <${Problem} error=${error} />
  </li>`;
}

export function Invitations({ choices }) {
  const { answer, error, reload } = useAnswer("/invitations");
  const [scope, setScope] = useState(EMPTY);
  const [link, setLink] = useState(null);
  const making = useSubmit(async () => {
    setLink(await api.post("/invitations", scopeBody(scope)));
    setScope(EMPTY);
    await reload();
  });
  const open = answer?.invitations ?? [];
  return html`<section class="panel" aria-labelledby="invitations-title">
    <h2 id="invitations-title">${t("invitations")}</h2>
    <${Problem} error=${error} reload=${reload} />
    ${answer && !open.length && html`<p class="hint">${t("invitations_none")}</p>`}
    <ul class="plain-list" id="invitations">
      ${open.map((it) => html`<${Open} key=${it.id} invitation=${it} reload=${reload} />`)}</ul>
    <details id="invite">
      <summary>${t("invitations_new")}</summary>
      <form onSubmit=${making.submit} id="invite-form">
        <${ScopeFields} scope=${scope} choices=${choices} change=${(patch) => setScope({ ...scope, ...patch })} />
        <${Problem} error=${making.error} />
        <p><button type="submit" class="main" id="make-link" disabled=${making.isBusy}>${t("invitations_create")}
          </button></p>
      </form>
    </details>
    ${link && html`<${OneTimeLink} link=${link} />`}
  </section>`;
}
