/** The two menus of the page: the languages, and the question before the conversation is forgotten. */

const byId = (id) => document.getElementById(id);

/** Calls `choose(tag)`; closes on Escape, on a click elsewhere, and when the focus leaves. */
export function listenToLanguageMenu(choose) {
  const menu = byId("language-menu");
  const button = byId("language-button");
  const close = () => (menu.open = false);
  menu.addEventListener("click", (event) => {
    const tag = event.target.closest("[data-lang]")?.dataset.lang;
    if (!tag) return;
    event.preventDefault();
    close();
    button.focus();
    choose(tag);
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    close();
    button.focus();
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !menu.contains(relatedTarget) && close());
  document.addEventListener("click", ({ target }) => menu.contains(target) || close());
}

/** Calls `forget()` after the citizen has confirmed; `question()` gives the words for browsers without dialogs. */
export function listenToForget(forget, question) {
  const dialog = byId("forget-dialog");
  byId("forget").addEventListener("click", () => {
    if (dialog.showModal) dialog.showModal();
    else if (confirm(question())) forget();
  });
  byId("forget-no").addEventListener("click", () => dialog.close());
  byId("forget-yes").addEventListener("click", () => {
    dialog.close();
    forget();
  });
}
