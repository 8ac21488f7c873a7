{#- What another site loads: a button, and behind it the chat in a frame. It stores nothing, sets no cookie, and loads
nothing more until somebody opens the chat. Comments and indentation stay here: the script is to weigh little. -#}
(() => {
  const WORDS = {{ words|tojson }};
  const EXIT = {{ exit_url|tojson }};
  const SMALL = "(max-width:30rem),(max-height:30rem)";
  const STYLE = `
    :host{all:initial!important}
    [hidden]{display:none!important}
    button{font:inherit;color:inherit;border:0;cursor:pointer}
    :focus-visible{outline:3px solid #9cc0ff;outline-offset:2px}
    #open,#chat{position:fixed;z-index:2147483647;box-sizing:border-box;inset-inline-end:1rem;font:600 1rem/1.25 system-ui,sans-serif;color:#fff;background:#123a7a;box-shadow:0 .25rem 1.5rem #0007}
    #open{bottom:max(1rem,env(safe-area-inset-bottom));max-width:calc(100% - 2rem);min-height:3rem;padding:.5rem 1.125rem;border:2px solid #fff;border-radius:1.5rem}
    b{margin-inline-start:.5rem;padding:0 .5rem;border-radius:1rem;background:#fff;color:#123a7a}
    b:empty{display:none}
    #chat{bottom:5rem;width:25rem;height:min(42rem,100vh - 6rem);display:flex;flex-direction:column;overflow:hidden;border-radius:1rem}
    header{display:flex;align-items:center;justify-content:space-between;padding-inline-start:1rem}
    header button{width:3rem;height:3rem;background:none;font-size:1.25rem;outline-offset:-4px}
    iframe{flex:1;min-height:0;border:0;background:#f3f6fa}
    @media ${SMALL}{ #chat{inset:0;width:auto;height:100%;border-radius:0;padding-top:env(safe-area-inset-top)}}
    @media (prefers-color-scheme:dark){ #open,#chat{background:#12284c}iframe{background:#0e1520}}
    @media (prefers-reduced-motion:no-preference){ #chat{animation:rise .15s}@keyframes rise{from{opacity:0;translate:0 1rem}}}`;

  const page = document.documentElement;
  const script = document.currentScript;
  const home = new URL(script.src).origin;
  const view = window.visualViewport;
  let frame, hasLeft;
  let pressedAt = -Infinity;

  const make = (tag, attributes, ...children) => {
    const made = document.createElement(tag);
    for (const name in attributes) made.setAttribute(name, attributes[name]);
    made.append(...children);
    return made;
  };

  {# The nearest of our languages: what the tag wants, else the page, else the browser. #}
  const pick = () => {
    for (const wish of [script.dataset.language, page.lang, ...navigator.languages]) {
      const [, code, tail] = /^(sq|en|sr|bs|hr|sh|cnr)\b(-cyrl)?/.exec((wish || "").toLowerCase()) || [];
      if (code) return WORDS[code] ? code : tail ? "sr-Cyrl" : "sr-Latn";
    }
    return "sq";
  };
  const lang = pick();
  const [title, close, news] = WORDS[lang];
  const mark = make("b");
  const opener = make("button", { id: "open", "aria-expanded": false, "aria-controls": "chat" }, title, mark);
  const closer = make("button", { "aria-label": close }, "✕");
  const chat = make("div", { id: "chat", role: "dialog", "aria-label": title, hidden: "" }, make("header", {}, title, closer));
  const element = make("dialog-chat", { lang });

  {# Where a keyboard lies over the page, the chat takes what is left of a small screen. #}
  const fit = () => {
    chat.style = view && matchMedia(SMALL).matches ? `height:${view.height}px;top:${view.offsetTop}px` : "";
  };

  const toggle = (isOpen) => {
    if (chat.hidden != isOpen) return;
    chat.hidden = !isOpen;
    opener.setAttribute("aria-expanded", isOpen);
    if (!isOpen) return opener.focus();
    const query = new URLSearchParams({ lang, host: location.origin });
    frame ||= chat.appendChild(make("iframe", { title, src: `${home}{{ page }}?${query}` }));
    mark.textContent = "";
    fit();
    frame.focus();
  };

  const blank = () => page.style.setProperty("display", "none", "important");

  {# The page around goes, as the chat does: blank at once, then another one in its place. #}
  const leave = () => {
    if (hasLeft) return;
    hasLeft = true;
    blank();
    document.title = new URL(EXIT).hostname;
    location.replace(EXIT);
  };

  {# One press closes; a second one within a second leaves, after the frame had time to forget. #}
  const escape = () => {
    const now = performance.now();
    if (now - pressedAt < 1000) {
      blank();
      frame.contentWindow.postMessage({ dialog: "leave" }, home);
      setTimeout(leave, 300);
    }
    pressedAt = chat.hidden ? -Infinity : now;
    toggle(false);
  };

  const start = () => {
    if (document.querySelector("dialog-chat")) return;
    const root = element.attachShadow({ mode: "open" });
    {# A sheet made by a script: the page's own policy for styles does not touch it. #}
    if (root.adoptedStyleSheets) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
    } else root.append(make("style", {}, STYLE));
    root.append(opener, chat);
    document.body.append(element);
    opener.onclick = () => toggle(chat.hidden);
    closer.onclick = () => toggle(false);
    view?.addEventListener("resize", fit);
    view?.addEventListener("scroll", fit);
    addEventListener("pageshow", ({ persisted }) => persisted && hasLeft && location.replace(EXIT));
    addEventListener("message", ({ origin, source, data }) => {
      if (origin != home || source != frame?.contentWindow) return;
      if (data.dialog == "left") leave();
      if (data.dialog == "close") escape();
      if (data.dialog == "answered" && chat.hidden) mark.textContent = news;
    });
    addEventListener(
      "keydown",
      ({ key, repeat, isComposing }) => {
        if (repeat || isComposing) return;
        if (key == "Escape") escape();
        else pressedAt = -Infinity;
      },
      true,
    );
  };

  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
})();
