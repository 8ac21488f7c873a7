/** The pages of the console: who may open them, and the key that follows g. */

import { mayActAs } from "./session.js";

const PAGES = [
  { name: "queue", role: "officer", key: "q" },
  { name: "reports", role: "officer", key: "p" },
  { name: "board", role: "supervisor", key: "b" },
  { name: "replies", role: "supervisor", key: "r" },
  { name: "facts", role: null, key: "f" },
  { name: "rules", role: "supervisor", key: "h" },
  { name: "officers", role: "supervisor", key: "o" },
  { name: "audit", role: "supervisor", key: "l" },
  { name: "privacy", role: "supervisor", key: "d" },
  { name: "account", role: null, key: "a" },
];

export const isPage = (name) => PAGES.some((page) => page.name === name);

/** Pages that the officer may open, in the order of the menu. */
export const ownPages = () => PAGES.filter(({ role }) => role === null || mayActAs(role));
