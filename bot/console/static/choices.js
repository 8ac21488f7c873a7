/** What forms offer: officers, outcomes, tags, regions, topics, languages, roles. Read again with each language. */

import { useEffect, useState } from "./vendor/htm-preact.js";
import { api } from "./api.js";
import { has, language, t } from "./strings.js";

const EMPTY = { officers: [], outcomes: [], tags: [], regions: [], topics: [], languages: [], roles: [], report_reasons: [] };

/** {value, label} of anything that the API lists. */
function asOption(it) {
  if (typeof it !== "object") return { value: String(it), label: String(it) };
  return { value: String(it.value ?? it.id), label: it.label ?? it.name };
}

export const optionsOf = (list) => (list ?? []).map(asOption);

export const roleLabel = (role) => (has(`role_${role}`) ? t(`role_${role}`) : role);

/** The words of an outcome's value. */
export function Outcome({ value }) {
  const { outcomes } = useChoices();
  return optionsOf(outcomes).find((it) => it.value === value)?.label ?? "";
}

export function useChoices() {
  const [state, setState] = useState({ ...EMPTY, error: null });
  useEffect(() => {
    let isCurrent = true;
    api.get("/choices").then(
      (choices) => isCurrent && setState({ ...EMPTY, ...choices, error: null }),
      (error) => isCurrent && setState({ ...EMPTY, error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [language.value.tag]);
  return state;
}
