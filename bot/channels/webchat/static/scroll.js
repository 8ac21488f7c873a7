/** Keeps the newest message in sight while the citizen is at the end, and leaves a reader of older ones alone. */

const NEAR_PX = 64;

export class Scroll {
  #isAtEnd = false; // the first screen is read from its top
  #lastTop = 0;

  constructor({ talk, log, newer }) {
    Object.assign(this, { talk, newer });
    for (const target of [talk, window]) target.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    const sizes = new ResizeObserver(() => this.#isAtEnd && this.toEnd());
    for (const target of [talk, log]) sizes.observe(target);
    newer.addEventListener("click", () => {
      this.toEnd();
      talk.focus({ preventScroll: true });
    });
  }

  /** In a very low window the whole page scrolls, otherwise the talk alone. */
  get #scroller() {
    return getComputedStyle(this.talk).overflowY === "auto" ? this.talk : document.scrollingElement;
  }

  toEnd() {
    const scroller = this.#scroller;
    scroller.scrollTop = scroller.scrollHeight;
    this.#isAtEnd = true;
    this.newer.hidden = true;
  }

  /** After new messages: shows the first of them from its beginning, or says below that there are some. */
  follow(first) {
    const { scrollHeight, clientHeight } = this.#scroller;
    if (!this.#isAtEnd && scrollHeight - clientHeight > NEAR_PX) {
      this.newer.hidden = false;
      return;
    }
    this.toEnd();
    const top = this.#scroller === this.talk ? this.talk.getBoundingClientRect().top : 0;
    if (first.getBoundingClientRect().top >= top) return;
    first.scrollIntoView({ block: "start" });
    this.#isAtEnd = false;
    this.#scrolled();
  }

  /** After the typing sign came or went. */
  keep() {
    if (this.#isAtEnd) this.toEnd();
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    const isNear = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    if (isNear) this.newer.hidden = true;
    if (isNear) this.#isAtEnd = true;
    else if (scrollTop < this.#lastTop) this.#isAtEnd = false; // content that grows moves the end, not the reader
    this.#lastTop = scrollTop;
  }
}

/** Where the browser lays a keyboard over the page (Safari), the page takes the height that is left. */
export function fitKeyboard() {
  const view = window.visualViewport;
  view?.addEventListener("resize", () => {
    const isCovered = view.scale < 1.05 && window.innerHeight - view.height > 80;
    if (isCovered) document.documentElement.style.setProperty("--height", `${view.height}px`);
    else document.documentElement.style.removeProperty("--height");
  });
}
