// Use case: opens a school year for a tenant with the official calendar of its Region; repeated, it adds what is missing.
import { recordEvent } from '#audit/record-event.ts';
import { officialCalendar } from '#calendar/official-calendar.ts';
import type { RegionalRule } from '#calendar/regional-rules.ts';
import { findCalendarRows, insertClosure, insertSchoolYear } from '#calendar/store.ts';
import type { Actor } from '#ground/actor.ts';
import { actorIdOf } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import { bumpVersion } from '#tenancy/version.ts';

/** Returns how many facts were added. Canteen may begin later than lessons: a school's own span then replaces the grade's. */
export async function openSchoolYear(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  command: { readonly rule: RegionalRule; readonly schoolYear: number },
): Promise<number> {
  const official = officialCalendar(command.rule, command.schoolYear);
  const known = await findCalendarRows(tx);
  const at = clock.now();
  const years = official.spans.filter(
    (span) =>
      !known.schoolYears.some(
        (year) =>
          year.schoolYear === command.schoolYear &&
          year.grade === span.grade &&
          year.schoolId === null,
      ),
  );
  const closures = official.closures.filter(
    (closure) =>
      !known.closures.some(
        (other) =>
          other.scope === 'tenant' &&
          other.fromOn === closure.fromOn &&
          other.toOn === closure.toOn,
      ),
  );
  for (const span of years) {
    insertSchoolYear(
      tx,
      {
        schoolYearId: newId(at),
        schoolYear: command.schoolYear,
        grade: span.grade,
        schoolId: null,
        firstCanteenOn: span.firstOn,
        lastCanteenOn: span.lastOn,
      },
      at,
      actorIdOf(actor),
    );
  }
  for (const closure of closures)
    insertClosure(tx, { closureId: newId(at), ...closure }, at, actorIdOf(actor));
  const added = years.length + closures.length;
  if (added > 0) {
    bumpVersion(tx);
    recordEvent(tx, {
      at,
      actor,
      action: 'calendar.school-year-opened',
      subjectKind: 'school-year',
      subjectId: String(command.schoolYear),
      facts: { added },
    });
  }
  return added;
}
