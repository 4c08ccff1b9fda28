// The demo's telephone in the browser: keys go to the line; what it says is written down and, if wanted, read aloud.
import type { DemoHeard, DemoTurn } from '#demo/telephone-api.ts';
import { speakAloud, stopSpeaking } from './voice.ts';

const from = find('#from', HTMLSelectElement);
const callButton = find('#call', HTMLButtonElement);
const silence = find('#silence', HTMLButtonElement);
const keyed = find('#keyed', HTMLOutputElement);
const transcript = find('#transcript', HTMLElement);
const now = find('#now', HTMLElement);
const keypad = [...document.querySelectorAll<HTMLButtonElement>('[data-key]')];
const words = transcript.dataset;
const callText = callButton.textContent;

let turn: DemoTurn | undefined;
let digits = '';
/** One thing after the other, as on a line: a key pressed meanwhile is heard next. */
let doing: Promise<void> = Promise.resolve();

callButton.addEventListener('click', () => inTurn(turn === undefined ? dial : hangUp));
silence.addEventListener('click', () => inTurn(finishEntry));
for (const button of keypad)
  button.addEventListener('click', () => press(button.dataset['key'] ?? ''));
document.addEventListener('keydown', (event) => {
  const isElsewhere = event.target instanceof HTMLSelectElement;
  if (isElsewhere || event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^[0-9*#]$/.test(event.key)) press(event.key);
});

function press(key: string): void {
  stopSpeaking();
  inTurn(async () => {
    if (turn === undefined || turn.digitsMax === null) return;
    if (key === '#') return finishEntry();
    digits += key;
    keyed.value = digits;
    if (digits.length >= turn.digitsMax) await finishEntry();
  });
}

async function dial(): Promise<void> {
  transcript.replaceChildren();
  await take('/demo/telefono/calls', { from: from.value === '' ? null : from.value });
}

/** What was keyed so far goes to the line; nothing at all is silence. */
async function finishEntry(): Promise<void> {
  const entered = digits;
  write('you', entered === '' ? (words['nothing'] ?? '') : entered);
  await hear(entered === '' ? { kind: 'time-out' } : { kind: 'digits', digits: entered });
}

async function hangUp(): Promise<void> {
  await hear({ kind: 'hang-up' });
}

async function hear(heard: DemoHeard): Promise<void> {
  if (turn === undefined) return;
  stopSpeaking();
  const { callId, eventCount } = turn;
  await take(`/demo/telefono/calls/${callId}/events`, { eventCount: eventCount + 1, heard });
}

async function take(address: string, body: object): Promise<void> {
  digits = '';
  keyed.value = '';
  const next = await ask(address, body);
  turn = next === undefined || next.digitsMax === null ? undefined : next;
  if (next === undefined) {
    write('line', words['fault'] ?? '');
  } else {
    now.textContent = next.now;
    if (next.texts.length > 0) write('line', next.texts.join(' '), next.language);
    speakAloud(next);
  }
  if (turn === undefined) write('over', words['over'] ?? '');
  showWhetherConnected();
}

/** Undefined when there is no answer that makes sense: the call is lost, as a call is. */
async function ask(address: string, body: object): Promise<DemoTurn | undefined> {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return answer.ok ? toTurn(await answer.json()) : undefined;
  } catch {
    // No network or no server: said in the transcript.
    return undefined;
  }
}

function showWhetherConnected(): void {
  const isConnected = turn !== undefined;
  // Keys that go dead under the finger hand the focus back.
  const isOnKeys = [silence, ...keypad].some((one) => one === document.activeElement);
  if (!isConnected && isOnKeys) callButton.focus();
  callButton.textContent = isConnected ? (callButton.dataset['hangUp'] ?? '') : callText;
  callButton.classList.toggle('first', !isConnected);
  from.disabled = isConnected;
  silence.disabled = !isConnected;
  for (const button of keypad) button.disabled = !isConnected;
}

function write(who: 'line' | 'you' | 'over', text: string, language?: string): void {
  const entry = document.createElement('p');
  entry.className = who;
  const said = document.createElement('span');
  said.textContent = text;
  if (language !== undefined) said.lang = language;
  const speaker = document.createElement('strong');
  speaker.textContent = words[who] ?? '';
  entry.append(...(who === 'over' ? [said] : [speaker, ' ', said]));
  transcript.append(entry);
  // A long sentence is read from its beginning.
  transcript.scrollTop = entry.offsetTop - transcript.offsetTop;
}

function inTurn(act: () => Promise<void>): void {
  doing = doing.then(act);
}

function find<T extends HTMLElement>(selector: string, kind: new () => T): T {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`the page has no ${selector}`);
  return found;
}

function toTurn(value: unknown): DemoTurn {
  return value as DemoTurn;
}
