// The contract of the calendar's refusals on the wire.
import english from '#calendar/texts/en.json' with { type: 'json' };
import italian from '#calendar/texts/it.json' with { type: 'json' };
import type {
  ClosureRefusal,
  CutOffRefusal,
  DayEventRefusal,
  UndoRefusal,
  WeekdaysRefusal,
} from '#calendar/model.ts';
import type { RefusalCatalogue } from '#platform/problem.ts';

export type CalendarRefusal =
  | DayEventRefusal
  | UndoRefusal
  | ClosureRefusal
  | WeekdaysRefusal
  | CutOffRefusal;

const statuses: Record<CalendarRefusal, number> = {
  'not-allowed': 403,
  'nothing-asked': 422,
  'reported-by-families': 409,
  'class-not-found': 404,
  'service-not-found': 404,
  'place-not-found': 404,
  'event-not-found': 404,
  'outside-school-year': 409,
  'already-canteen': 409,
  'already-recorded': 409,
  'no-canteen-there': 409,
  'already-undone': 409,
  'official-closure': 409,
  'day-past': 409,
  'after-cut-off': 409,
  'day-closed': 409,
  'not-later': 409,
  'too-late-an-hour': 422,
  'day-already-open': 409,
  'setting-not-valid': 422,
};

export const calendarRefusals: RefusalCatalogue = {
  room: 'calendar',
  statuses,
  texts: { it: italian, en: english },
};
