/** A preview of Serbian Cyrillic while it is typed. What citizens receive is made by the server, which knows more words. */

const LETTERS = {
  a: "а", b: "б", v: "в", g: "г", d: "д", đ: "ђ", e: "е", ž: "ж", z: "з", i: "и", j: "ј", k: "к", l: "л", m: "м", n: "н",
  o: "о", p: "п", r: "р", s: "с", t: "т", ć: "ћ", u: "у", f: "ф", h: "х", c: "ц", č: "ч", š: "ш", lj: "љ", nj: "њ", dž: "џ",
};
const PIECE = /https?:\/\/\S+|www\.\S+|\S+@\S+|\{[^{}]*\}|\b[A-Za-z]*[qwxy][A-Za-z]*\b|lj|nj|dž|[a-zčćđšž]/gi;

export function toCyrillic(text) {
  return text.normalize("NFC").replace(PIECE, (piece) => {
    const letter = LETTERS[piece.toLowerCase()];
    if (!letter) return piece;
    return piece[0] === piece[0].toLowerCase() ? letter : letter.toUpperCase();
  });
}
