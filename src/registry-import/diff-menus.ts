// Compares seasons and weeks of menus with those recorded; a week that says the same writes nothing.
import { foldText } from '#ground/text-forms.ts';
import type { Season } from '#menus/model.ts';
import type { MenuChanges, MenuRegistry } from '#menus/registry.ts';
import { decideSpans, isSameWeek } from '#menus/writing-rules.ts';
import type { SchoolIds } from '#registry-import/diff-schools.ts';
import type { ImportStep } from '#registry-import/import-step.ts';
import type { MenuRecord } from '#registry-import/model.ts';

export function diffMenus(
  records: readonly MenuRecord[],
  existing: MenuRegistry,
  ids: SchoolIds,
  step: ImportStep,
): MenuChanges {
  const changes: { [Key in keyof MenuChanges]: MenuChanges[Key][number][] } = {
    newSeasons: [],
    movedSeasons: [],
    drafts: [],
  };
  for (const record of records) {
    const known = existing.seasons.find((one) => foldText(one.name) === foldText(record.name));
    const others = [...existing.seasons, ...changes.newSeasons];
    const season = known ?? newSeason(record, ids, step);
    const spans = spansOf(record, season, others, step);
    if (spans === undefined) continue;
    const isMoved = JSON.stringify(spans) !== JSON.stringify(season.spans);
    if (known === undefined) changes.newSeasons.push({ ...season, spans });
    else if (isMoved) changes.movedSeasons.push({ ...season, spans });
    step.changes.note('menu', actOf(known, isMoved), record.name);
    for (const { week, days } of record.weeks) {
      const before = existing.drafts.find(
        (one) => one.seasonId === season.seasonId && one.week === week,
      );
      const isSame = before !== undefined && isSameWeek(before.days, days);
      const act = before === undefined ? 'added' : 'changed';
      step.changes.note('menu-week', isSame ? 'same' : act, `${record.name} ${week}`);
      if (!isSame)
        changes.drafts.push({ draftId: step.makeId(), seasonId: season.seasonId, week, days });
    }
  }
  return changes;
}

function newSeason(record: MenuRecord, ids: SchoolIds, step: ImportStep): Season {
  const { name, kind, grade, rotationWeeks } = record;
  const serviceId = ids.service(record.serviceCode);
  return { seasonId: step.makeId(), name, kind, serviceId, grade, rotationWeeks, spans: [] };
}

const actOf = (known: Season | undefined, isMoved: boolean) =>
  known === undefined ? 'added' : isMoved ? 'changed' : 'same';

/** Undefined after a fault. A file without dates leaves those of a season that is there. */
function spansOf(
  record: MenuRecord,
  season: Season,
  others: readonly Season[],
  step: ImportStep,
): Season['spans'] | undefined {
  const written = record.spans.length === 0 ? season.spans : withFirstWeeks(record, season);
  const at = { ...record.place, column: null, severity: 'error' } as const;
  if (written.length === 0) {
    step.faults.add({ ...at, code: 'menu-dates-missing' });
    return undefined;
  }
  if (record.rotationWeeks > season.rotationWeeks) {
    step.faults.add({ ...at, code: 'menu-weeks-more', details: { weeks: season.rotationWeeks } });
    return undefined;
  }
  const decided = decideSpans(season, written, others, step.today);
  if (decided.ok) return decided.value;
  step.faults.add({
    ...at,
    code: decided.refusal === 'past-would-change' ? 'menu-past' : 'menus-overlap',
    details: { season: record.name, ...decided.details },
  });
  return undefined;
}

/** Files do not say in which week a span begins: what the office has said of it stays. */
function withFirstWeeks(record: MenuRecord, season: Season): Season['spans'] {
  return record.spans.map((span) => ({
    ...span,
    firstWeek: season.spans.find((one) => one.from === span.from)?.firstWeek ?? 1,
  }));
}
