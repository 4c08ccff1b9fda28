// The kitchen's sheet as it is told on the wire, and the tag by which two of them are known to be the same.
import type { KitchenDay, ServingDay } from '#kitchen/api.ts';
import type { ServingReading } from '#kitchen/read-serving-day.ts';
import type { SheetReading } from '#kitchen/read-sheet.ts';
import { sha256 } from '#platform/crypto.ts';
import { romeIso } from '#platform/rome.ts';

/** Without the time at which it was read: that is no difference. */
export type WireSheet = Omit<KitchenDay, 'now'>;

export function wireSheet(sheet: SheetReading): WireSheet {
  const { day, kitchen, totals, schools, corrections } = sheet;
  return {
    day,
    kitchen,
    totals: { ...totals, variants: [...totals.variants] },
    schools: schools.map((school) => ({
      ...school,
      cutOffAt: romeIso(school.cutOffAt),
      closedAt: school.closedAt === null ? null : romeIso(school.closedAt),
      shifts: school.shifts.map((shift) => ({
        ...shift,
        classes: shift.classes.map((one) => ({ ...one, variants: [...one.variants] })),
      })),
      specialPlates: [...school.specialPlates],
    })),
    corrections: corrections.map((one) => ({
      ...one,
      recordedAt: romeIso(one.recordedAt),
      seenAt: one.seenAt === null ? null : romeIso(one.seenAt),
    })),
  };
}

/** Health and ethical look alike at table: whether a certificate has expired is not said there (RULES C5). */
export function wireServingDay({ day, now, sites }: ServingReading): ServingDay {
  return {
    now: romeIso(now),
    day,
    sites: sites.map((site) => ({
      ...site,
      shifts: site.shifts.map((shift) => ({
        ...shift,
        cutOffAt: romeIso(shift.cutOffAt),
        closedAt: shift.closedAt === null ? null : romeIso(shift.closedAt),
        classes: shift.classes.map((one) => ({ ...one, variants: [...one.variants] })),
        specialPlates: shift.specialPlates.map(({ name, className, plateLabel }) => ({
          name,
          className,
          plateLabel,
        })),
      })),
    })),
  };
}

/** Weak: the same sheet at another time is another text, because it says the time. */
export function tagOf(sheet: WireSheet): string {
  return `W/"${Buffer.from(sha256(JSON.stringify(sheet))).toString('base64url')}"`;
}
