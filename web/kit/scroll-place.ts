// Lists keep their place: Back returns to where the page was scrolled, also when its content comes a moment later.

/** By entry of the browser's history; lives as long as the page. */
const tops = new Map<string, number>();
let here = keyIn(history.state);
let entries = 0;

/** We put the page back ourselves: the browser does it before the screen is drawn again. */
history.scrollRestoration = 'manual';

/** The state of a new entry; call before leaving the present one. */
export function stateOfNewPlace(): { readonly place: string } {
  tops.set(here, scrollY);
  entries += 1;
  here = `${Date.now()}-${entries}`;
  return { place: here };
}

/** After Back or Forward. */
export function returnToPlace(state: unknown): void {
  tops.set(here, scrollY);
  here = keyIn(state);
  scrollWhenTall(tops.get(here) ?? 0, waitFrames);
}

const waitFrames = 90;

function scrollWhenTall(top: number, frames: number): void {
  const isTall = document.documentElement.scrollHeight - innerHeight >= top;
  if (isTall || frames === 0) scrollTo(0, top);
  else requestAnimationFrame(() => scrollWhenTall(top, frames - 1));
}

function keyIn(state: unknown): string {
  const isOurs = typeof state === 'object' && state !== null && 'place' in state;
  return isOurs ? String(state.place) : 'first';
}
