// What an SMS command asks of the days ahead of one child: on which days it falls, or why it changes nothing (RULES B1, B4, B7).
import type { DayAhead, ServiceImpliedDay } from '#bookings/implied-day-rules.ts';
import type { DayOperation } from '#bookings/model.ts';
import type { CivilMoment } from '#calendar/model.ts';
import type { Day } from '#ground/day.ts';
import { addDays } from '#ground/day.ts';
import { ascending } from '#ground/order.ts';
import type { SmsCommand } from '#voice/sms-model.ts';

export type SmsStep =
  | {
      readonly kind: 'days';
      readonly operation: Extract<DayOperation, 'absence' | 'absence-undone' | 'plain-meal'>;
      /** Ascending, the first one useful; days without a meal of the child are not among them. */
      readonly days: readonly Day[];
      /** The last day of what was asked, holidays counted (decision 026). */
      readonly lastDay: Day;
    }
  | { readonly kind: 'resumption'; readonly from: Day }
  /** A suspension covers every day that was asked for. */
  | {
      readonly kind: 'suspended';
      readonly from: Day;
      readonly lastDay: Day;
      readonly receiptCode: string;
    }
  /** The office has suspended the service: there is no meal to have back. */
  | { readonly kind: 'on-hold'; readonly day: Day }
  /** So far ahead that it is asked again before anything is recorded. */
  | { readonly kind: 'far'; readonly day: Day }
  | { readonly kind: 'closed'; readonly opens: CivilMoment }
  | { readonly kind: 'no-day' };

/** `services`: of one child, as `readImpliedDay` says them. The earliest useful day of them counts (RULES B3). */
export function decideStep(
  { operation, days }: SmsCommand,
  services: readonly ServiceImpliedDay[],
  isConfirmed: boolean,
): SmsStep {
  const first = earliest(services);
  if (first === undefined) return closedOrOver(services);
  if (first.isFar && !isConfirmed) return { kind: 'far', day: first.day };
  const ahead = services.flatMap((service) => service.ahead);
  if (operation === 'presence') return presenceFrom(first.day, ahead);
  const lastDay = addDays(first.day, days - 1);
  const asked = ahead.filter((one) => one.day <= lastDay);
  const [suspended] = asked;
  if (
    operation === 'absence' &&
    asked.every((one) => one.state === 'suspended') &&
    typeof suspended?.suspensionReceipt === 'string'
  ) {
    const receiptCode = suspended.suspensionReceipt;
    return { kind: 'suspended', from: first.day, lastDay, receiptCode };
  }
  return { kind: 'days', operation, days: daysOf(asked), lastDay };
}

function earliest(
  services: readonly ServiceImpliedDay[],
): { readonly day: Day; readonly isFar: boolean } | undefined {
  return services
    .flatMap(({ implied }) => (implied.kind === 'day' ? [implied] : []))
    .toSorted((one, other) => ascending(one.day, other.day))[0];
}

function closedOrOver(services: readonly ServiceImpliedDay[]): SmsStep {
  const [opens] = services
    .flatMap(({ implied }) => (implied.kind === 'line-closed' ? [implied.opens] : []))
    .toSorted((one, other) => ascending(`${one.day} ${one.time}`, `${other.day} ${other.time}`));
  return opens === undefined ? { kind: 'no-day' } : { kind: 'closed', opens };
}

/**
 * The child eats again: a suspension is resumed; of an absence the first useful day and those that follow it under the
 * same receipt come back ("A 5", and well again after two). Absences recorded apart stay: they were said apart.
 */
function presenceFrom(first: Day, ahead: readonly DayAhead[]): SmsStep {
  const ofFirst = ahead.filter((one) => one.day === first);
  if (ofFirst.some((one) => one.state === 'suspended')) return { kind: 'resumption', from: first };
  if (ofFirst.every((one) => one.state === 'on-hold')) return { kind: 'on-hold', day: first };
  const receipts = new Set(ofFirst.map((one) => one.absenceReceipt));
  const days: Day[] = [];
  for (const day of daysOf(ahead)) {
    const isSame = ahead.some(
      (one) => one.day === day && one.state === 'absent' && receipts.has(one.absenceReceipt),
    );
    if (!isSame) break;
    days.push(day);
  }
  const asked = days.length === 0 ? [first] : days;
  return {
    kind: 'days',
    operation: 'absence-undone',
    days: asked,
    lastDay: asked.at(-1) ?? first,
  };
}

function daysOf(ahead: readonly DayAhead[]): readonly Day[] {
  return [...new Set(ahead.map((one) => one.day))].toSorted();
}
