// The few drawings both faces use: strokes on a 24-unit square, always beside a word.
import type { JSX } from 'preact';

const strokes = {
  plate:
    'M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6M2 4v5M2 9v11M22 4v16M22 4c-2 1-2 6 0 8',
  away: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M5.7 5.7l12.6 12.6',
  closed: 'M5 10h14v10H5zM8 10V7a4 4 0 0 1 8 0v3',
  plain: 'M3 11h18a9 9 0 0 1-18 0M8 8c0-2 2-2 2-4M13 8c0-2 2-2 2-4',
  bag: 'M5 8h14l-1 12H6zM9 8V6a3 3 0 0 1 6 0v2',
  pause: 'M9 5v14M15 5v14',
  hold: 'M8 3h8l5 5v8l-5 5H8l-5-5V8zM8 12h8',
  leave: 'M13 4H5v16h8M10 12h11M17 8l4 4-4 4',
  strike: 'M4 10v4l10 5V5zM17 9a4 4 0 0 1 0 6M19.5 6.5a8 8 0 0 1 0 11',
  outing: 'M4 6h16v10H4zM4 11h16M7 16v3M17 16v3',
  join: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 8v8M8 12h8',
  done: 'M4 12.5l5.5 5.5L20 6.5',
  none: 'M6 12h12',
  unknown: 'M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18v.01',
  today: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M9 15h6',
  month: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M8 14h.01M12 14h.01M16 14h.01M8 17h.01M12 17h.01',
  more: 'M4 7h16M4 12h16M4 17h16',
  user: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 21c0-4 3.5-6 8-6s8 2 8 6',
  down: 'M6 9l6 6 6-6',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  close: 'M6 6l12 12M18 6L6 18',
  problem: 'M12 3L2 20h20zM12 10v4M12 17v.01',
  offline:
    'M3 3l18 18M5 12.5a10 10 0 0 1 4-2.4M2 9a15 15 0 0 1 4-2.6M19 12.5a10 10 0 0 0-6-2.7M22 9A15 15 0 0 0 11 5.1M8.5 16a5 5 0 0 1 7 0M12 19.5v.01',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v6M12 7.5v.01',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3 2',
  print: 'M7 8V3h10v5M5 17H3V8h18v9h-2M7 14h10v7H7z',
  eye: 'M2 12s4-6 10-6 10 6 10 6-4 6-10 6-10-6-10-6M12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4',
  receipt: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
} as const;

export type IconName = keyof typeof strokes;

export function Icon({ name }: { readonly name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={strokes[name]} />
    </svg>
  );
}
