/** Short tones for alarms, made here: no file is loaded. Browsers allow them only after a first press or key. */

import { device } from "./storage.js";
import { Store } from "./store.js";

/** {isOn} */
export const sound = new Store({ isOn: device.get("sound") !== false });

/** [hertz, seconds after the start] */
const TONES = {
  urgent: [[880, 0], [660, 0.18], [880, 0.36]],
  supervisor: [[520, 0], [520, 0.25]],
  lost: [[440, 0]],
};
const TONE_S = 0.14;
const VOLUME = 0.2;

let context = null;

export function switchSound(isOn) {
  device.set("sound", isOn);
  sound.set({ isOn });
  if (isOn) play("lost");
}

function wake() {
  try {
    context ??= new AudioContext();
    if (context.state === "suspended") context.resume().catch(() => {});
  } catch {
    context = null; // a computer without sound
  }
}

for (const kind of ["pointerdown", "keydown"]) window.addEventListener(kind, wake, { passive: true });

export function play(kind) {
  if (!sound.value.isOn || context?.state !== "running") return;
  for (const [hertz, after] of TONES[kind] ?? TONES.lost) {
    const begin = context.currentTime + after;
    const tone = new OscillatorNode(context, { frequency: hertz, type: "triangle" });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, begin);
    volume.gain.linearRampToValueAtTime(VOLUME, begin + 0.02);
    volume.gain.linearRampToValueAtTime(0, begin + TONE_S);
    tone.connect(volume).connect(context.destination);
    tone.start(begin);
    tone.stop(begin + TONE_S);
  }
}
