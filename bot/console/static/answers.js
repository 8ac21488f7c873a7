/** An answer of the API for as long as a part of the page shows it. */

import { useCallback, useEffect, useState } from "./vendor/htm-preact.js";
import { api } from "./api.js";
import { language } from "./strings.js";

/** {answer, readAt, error, reload}: read when the part appears, when `path` or the language changes, and by `reload`. */
export function useAnswer(path) {
  const [state, setState] = useState({ answer: null, readAt: 0, error: null });
  const reload = useCallback(
    async ({ isBackground = false } = {}) => {
      try {
        setState({ answer: await api.get(path, { isBackground }), readAt: Date.now(), error: null });
      } catch (error) {
        setState((before) => ({ ...before, error }));
      }
    },
    [path],
  );
  useEffect(() => {
    reload();
  }, [path, language.value.tag]);
  return { ...state, reload };
}
