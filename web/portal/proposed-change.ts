// A change as it stands before the confirm: single days, or a range; and where it is sent.
import type { DayOperation } from '#bookings/model.ts';
import type { Day } from '#ground/day.ts';
import type { ChildToday } from './family.ts';

interface Whose {
  readonly pupilId: string;
  readonly name: string;
  readonly className: string;
  /** Without one: every meal service of the child still open (RULES B3). */
  readonly serviceId?: string;
}

export interface DayEntry extends Whose {
  readonly days: readonly Day[];
}

export interface RangeEntry extends Whose {
  readonly from: Day;
  /** Null: open. */
  readonly to: Day | null;
}

export type ProposedChange =
  | { readonly operation: DayOperation; readonly entries: readonly DayEntry[] }
  | { readonly operation: 'suspension'; readonly entries: readonly RangeEntry[] }
  | { readonly operation: 'resumption'; readonly entries: readonly RangeEntry[] };

export function whose(child: ChildToday, serviceId?: string): Whose {
  return {
    pupilId: child.pupilId,
    name: child.firstName,
    className: child.className ?? '',
    ...(serviceId === undefined ? {} : { serviceId }),
  };
}

export const changePaths: Readonly<Record<ProposedChange['operation'], string>> = {
  absence: '/absences',
  'absence-undone': '/absences/undo',
  'plain-meal': '/plain-meals',
  'plain-meal-undone': '/plain-meals/undo',
  'opt-in': '/opt-ins',
  'opt-in-undone': '/opt-ins/undo',
  suspension: '/suspensions',
  resumption: '/resumptions',
};

/** What travels: names stay on the phone. */
export function bodyOf(change: ProposedChange): { readonly entries: readonly object[] } {
  if (change.operation === 'suspension')
    return {
      entries: change.entries.map(({ pupilId, serviceId, from, to }) => ({
        pupilId,
        serviceId,
        from,
        to,
      })),
    };
  if (change.operation === 'resumption')
    return {
      entries: change.entries.map(({ pupilId, serviceId, from }) => ({ pupilId, serviceId, from })),
    };
  return {
    entries: change.entries.map(({ pupilId, serviceId, days }) => ({ pupilId, serviceId, days })),
  };
}
