// Reads a turn aloud with the browser's own voices, where it has some and the visitor wants it.
import type { DemoTurn } from '#demo/telephone-api.ts';

const aloud = document.querySelector<HTMLInputElement>('#aloud');
const mute = document.querySelector<HTMLElement>('#mute');
const canSpeak = 'speechSynthesis' in globalThis;
const voices = { it: 'it-IT', en: 'en-GB' } as const;

if (!canSpeak && aloud !== null) {
  aloud.checked = false;
  aloud.disabled = true;
  mute?.removeAttribute('hidden');
}
aloud?.addEventListener('change', () => {
  if (!aloud.checked) stopSpeaking();
});

export function speakAloud({ texts, language, isSlow }: DemoTurn): void {
  stopSpeaking();
  if (!canSpeak || aloud?.checked !== true) return;
  for (const text of texts) {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = voices[language];
    utterance.rate = isSlow ? 0.75 : 0.95;
    speechSynthesis.speak(utterance);
  }
}

/** Any key breaks in, as on the line. */
export function stopSpeaking(): void {
  if (canSpeak) speechSynthesis.cancel();
}
