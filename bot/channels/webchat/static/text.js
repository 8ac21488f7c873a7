/** Turns a message's plain text into nodes in which web addresses and telephone numbers can be tapped. */

const LINK = /(?:https?:\/\/|www\.(?=[\w-]+\.))[^\s<>"']+/i;
const PHONE = /\+\d(?:[ ()/-]*\d){8,13}|0(?:800|[2-4]\d)[ /-]?\d(?:[ /-]?\d){4,5}|112|19[234]/;
const FOUND = new RegExp(`${LINK.source}|${PHONE.source}`, "gi");
const NOT_BEFORE = /[\p{L}\d+€]$|\d[.,:/-]$/u;
const NOT_AFTER = /^(?:[\p{L}\d]|[.,:-]\d|\/(?!112|19[234])\d|\s?(?:€|%|eur|евр))/iu;

/** A full stop or bracket after an address belongs to the sentence. */
function trimmed(address) {
  const kept = address.replace(/[.,;:!?»”’]+$/, "");
  const isUnopened = kept.endsWith(")") && kept.split(")").length > kept.split("(").length;
  return isUnopened ? trimmed(kept.slice(0, -1)) : kept;
}

function anchor(found) {
  const link = document.createElement("a");
  link.textContent = found;
  if (LINK.test(found)) {
    link.href = found.includes("://") ? found : `https://${found}`;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  } else {
    link.href = `tel:${found.replace(/\(0\)|[^\d+]/g, "")}`;
  }
  return link;
}

/** A fragment of text and links; markup in the text stays text. */
export function linked(text) {
  const fragment = document.createDocumentFragment();
  let done = 0;
  for (const match of text.matchAll(FOUND)) {
    const isLink = LINK.test(match[0]);
    const found = isLink ? trimmed(match[0]) : match[0];
    const end = match.index + found.length;
    const isPart = NOT_BEFORE.test(text.slice(done, match.index)) || NOT_AFTER.test(text.slice(end));
    if (isPart && !isLink) continue;
    fragment.append(text.slice(done, match.index), anchor(found));
    done = end;
  }
  fragment.append(text.slice(done));
  return fragment;
}

/** How large a file is, to be read. */
export const sizeOf = (bytes) =>
  bytes < 1e5 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
