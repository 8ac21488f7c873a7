/** Whether the screen is too narrow for a table; console.css has the same width. */

import { useEffect, useState } from "./vendor/htm-preact.js";

const NARROW = window.matchMedia("(max-width: 48rem)");

export function useIsNarrow() {
  const [isNarrow, setNarrow] = useState(NARROW.matches);
  useEffect(() => {
    const change = () => setNarrow(NARROW.matches);
    NARROW.addEventListener("change", change);
    return () => NARROW.removeEventListener("change", change);
  }, []);
  return isNarrow;
}
