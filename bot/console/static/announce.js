/** Says something to screen readers without moving the focus. */

function say(id, text) {
  const place = document.getElementById(id);
  if (!place) return;
  place.textContent = "";
  // The same sentence twice is read twice only if it was gone in between.
  setTimeout(() => {
    place.textContent = text;
  }, 50);
}

/** At the next pause. */
export const announce = (text) => say("announcer", text);

/** At once. */
export const alarm = (text) => say("alarm-announcer", text);
