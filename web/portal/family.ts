// A family's children as the server tells them.
import type { DayView, TodayResponse } from '#bookings/api.ts';

export type ChildToday = TodayResponse['children'][number];
export type ServiceToday = ChildToday['services'][number];
export type DayState = DayView['state'];

/** A class may be missing while a child changes school. */
export function classWords(child: ChildToday): string {
  return [child.className, child.schoolName].filter((word) => word !== null).join(' · ');
}
