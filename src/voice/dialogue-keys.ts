// The keys of the telephone: five mean the same everywhere, 1 to 6 are the choices of what was just said.
import type { PhoneOperation } from '#voice/model.ts';

/** What a caller pressed, whatever is being asked. */
export type Key =
  | { readonly kind: 'repeat' }
  | { readonly kind: 'language' }
  | { readonly kind: 'slower' }
  | { readonly kind: 'other-child' }
  /** Back; where there is no way back, help; from the help, goodbye. */
  | { readonly kind: 'back' }
  | { readonly kind: 'entry'; readonly digits: string }
  /** `#` alone. */
  | { readonly kind: 'nothing' };

const services: Readonly<Record<string, Key>> = {
  '0': { kind: 'repeat' },
  '7': { kind: 'language' },
  '8': { kind: 'slower' },
  '9': { kind: 'other-child' },
  '': { kind: 'nothing' },
};

/** No code and no date has one digit: where several are asked, a single key keeps its meaning. */
export function readKey(pressed: string): Key {
  if (pressed.includes('*')) return { kind: 'back' };
  const digits = pressed.replaceAll(/\D/g, '');
  return services[digits] ?? { kind: 'entry', digits };
}

/** An operation has its key whatever else is offered: who has learnt one need not listen. */
export const operationKeys: Readonly<Record<PhoneOperation, string>> = {
  absence: '1',
  'absence-days': '2',
  'absence-undone': '3',
  'plain-meal-undone': '3',
  'plain-meal': '4',
  suspension: '5',
  resumption: '6',
};

export const confirmKey = '1';
/** The simpler one: open, or from the first useful day. */
export const firstExtentKey = '1';
export const namedDayKey = '2';
/** Keys 1 to 5 are children. */
export const childrenPerPage = 5;
export const allChildrenKey = '6';
