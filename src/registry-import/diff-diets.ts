// Compares special diets with those recorded; a note that the file leaves empty stays.
import type { DietChanges, DietFact } from '#diets/registry.ts';
import type { PupilDiff } from '#registry-import/diff-pupils.ts';
import { factChanges } from '#registry-import/fact-changes.ts';
import { horizonOf } from '#registry-import/import-step.ts';
import type { ImportStep } from '#registry-import/import-step.ts';
import type { DietRecord, Registry } from '#registry-import/model.ts';

interface Plate {
  readonly variant: string;
  readonly plateLabel: string;
  readonly note: string | null;
}

/** A diet that names no first day begins today: nobody is served something else for a past that is eaten. */
export function diffDiets(
  registry: Registry,
  recorded: readonly DietFact[],
  { pupilId, schoolsOfPupil }: PupilDiff,
  step: ImportStep,
): DietChanges {
  const { added, supersededIds } = factChanges(
    {
      kind: 'diet',
      recorded,
      written: registry.diets,
      factKey: (fact) => `${fact.pupilId} ${fact.kind}`,
      recordKey: (record) => `${pupilId(record.pupilCode)} ${record.kind}`,
      label: (record) => record.pupilCode,
      idOf: (fact) => fact.specialDietId,
      valueOf: ({ variant, plateLabel, note }): Plate => ({ variant, plateLabel, note }),
      wantedOf: (record, before) => plateOf(record, before),
      isSame: (one, other) =>
        one.variant === other.variant &&
        one.plateLabel === other.plateLabel &&
        one.note === other.note,
      horizonOf: ([record]) => {
        const pupil = pupilId(record?.pupilCode ?? '');
        return { ...horizonOf(step, schoolsOfPupil(pupil), null), yearBegins: step.today };
      },
      make: (record, span): DietFact => ({
        specialDietId: step.makeId(),
        pupilId: pupilId(record.pupilCode),
        kind: record.kind,
        ...span.value,
        validFrom: span.from,
        validTo: span.to,
      }),
    },
    step,
  );
  return { diets: added, supersededDietIds: supersededIds };
}

function plateOf({ variant, plateLabel, note }: DietRecord, recorded: readonly DietFact[]): Plate {
  const same = recorded.find((fact) => fact.variant === variant && fact.plateLabel === plateLabel);
  return { variant, plateLabel, note: note ?? same?.note ?? null };
}
