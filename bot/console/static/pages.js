/** The pages of the console: who may open them, the key that follows g, and which are opened seldom. */

import { mayActAs } from "./session.js";

const PAGES = [
  { name: "queue", role: "officer", key: "q" },
  { name: "undelivered", role: "officer", key: "u" },
  { name: "reports", role: "officer", key: "p" },
  { name: "board", role: "supervisor", key: "b" },
  { name: "replies", role: "supervisor", key: "r" },
  { name: "facts", role: null, key: "f" },
  { name: "rules", role: "supervisor", key: "h", isSeldom: true },
  { name: "officers", role: "supervisor", key: "o", isSeldom: true },
  { name: "audit", role: "supervisor", key: "l", isSeldom: true },
  { name: "privacy", role: "supervisor", key: "d", isSeldom: true },
  { name: "account", role: null, key: "a", isSeldom: true },
];

export const isPage = (name) => PAGES.some((page) => page.name === name);

/** Pages that the officer may open, in the order of the menu. */
export const ownPages = () => PAGES.filter(({ role }) => role === null || mayActAs(role));
