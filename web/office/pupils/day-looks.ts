// How a day of a child looks at the office: its state as a word with an icon and a colour (RULES A3).
import type { DayView } from '#bookings/api.ts';
import type { StateLook } from '../../kit/state-badge.tsx';
import type { PupilSpoken } from './texts.ts';

const looks: Readonly<Record<DayView['state'], Omit<StateLook, 'word'>>> = {
  expected: { tone: 'eats', icon: 'plate' },
  plain: { tone: 'eats', icon: 'plain' },
  booked: { tone: 'eats', icon: 'done' },
  absent: { tone: 'away', icon: 'away' },
  suspended: { tone: 'away', icon: 'pause' },
  'not-booked': { tone: 'away', icon: 'away' },
  'on-hold': { tone: 'closed', icon: 'hold' },
  'not-served': { tone: 'closed', icon: 'closed' },
  'opt-in': { tone: 'quiet-day', icon: 'join' },
  'no-canteen': { tone: 'quiet-day', icon: 'none' },
};

export function lookOf({ state }: DayView, { say }: PupilSpoken): StateLook {
  return { ...looks[state], word: say(`state.${state}`) };
}
