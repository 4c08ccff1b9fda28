// Invented people for the bench: names as unevenly spread as in any town, codes that nobody shares; the same ones every time.
import { fiscalCodeControlCharacter } from '#ground/fiscal-code.ts';

export interface InventedPeople {
  /** From 0 up to 1. */
  readonly chance: () => number;
  readonly surname: () => string;
  readonly firstName: () => string;
}

export function inventedPeople(seed: number): InventedPeople {
  const chance = seeded(seed);
  return {
    chance,
    surname: () => surnameOf(unevenly(chance(), surnameCount)),
    firstName: () => firstNames[unevenly(chance(), firstNames.length)] ?? 'Anna',
  };
}

export const surnameCount = 4000;

/** A few names are very many people's: the first of 4000 is one in some twelve. */
function unevenly(chance: number, count: number): number {
  return Math.floor(count ** chance) - 1;
}

const beginnings = 'ros bian fer ca mo gal con mar de lu ri san bel pa zan cor'.split(' ');
const ends = 'si chi rari lli retti lo ti ni sco cato zi letti gni ra nti oni'.split(' ');

/** By how common it is, from 0. */
export function surnameOf(rank: number): string {
  const middle = rank < 256 ? '' : (beginnings[(rank >> 8) % 16] ?? '');
  const word = `${beginnings[rank % 16] ?? ''}${middle}${ends[(rank >> 4) % 16] ?? ''}`;
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export const firstNames: readonly string[] =
  'Leonardo Sofia Francesco Aurora Tommaso Giulia Edoardo Ginevra Alessandro Beatrice Lorenzo Alice Mattia Vittoria Gabriele Emma Riccardo Ludovica Andrea Matilde Diego Anna Matteo Bianca Nicolò Chiara Giuseppe Greta Antonio Giorgia Federico Martina Samuele Sara Pietro Nicole Giovanni Maria Davide Elena Marco Camilla Luca Amina Ibrahim Oksana Wei Fatima'.split(
    ' ',
  );

/** Of the form of a real one, control character included; another one for each number. */
export function fiscalCodeOf(number: number): string {
  const letters = Array.from({ length: 6 }, (_, place) =>
    String.fromCharCode(65 + (Math.floor(number / 26 ** place) % 26)),
  ).join('');
  const day = String((number % 28) + 1).padStart(2, '0');
  const first15 = `${letters}18${'ABCDEHLMPRST'[number % 12] ?? 'A'}${day}A794`;
  return `${first15}${fiscalCodeControlCharacter(first15)}`;
}

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
