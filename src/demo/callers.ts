// Who may telephone in the demo: the known families from their own numbers, and somebody whom the register does not know.
import { knownFamilies } from '#demo/valserena-known-families.ts';
import { valserenaFamilies } from '#demo/valserena-families.ts';

export interface DemoCaller {
  readonly name: string;
  /** E.164, invented like everything else. */
  readonly number: string;
  readonly children: readonly DemoCalledChild[];
}

export interface DemoCalledChild {
  readonly firstName: string;
  readonly phoneCode: string;
}

/** The grandmother's landline: on file with nobody. */
export const unknownNumber = '+3903995550199';

/** The first guardian of each known family, in their order. */
export function demoCallers(): readonly DemoCaller[] {
  return valserenaFamilies()
    .slice(0, Object.keys(knownFamilies).length)
    .flatMap(({ guardians: [guardian], pupils }) =>
      guardian === undefined
        ? []
        : [
            {
              name: `${guardian.firstName} ${guardian.lastName}`,
              number: `+39${guardian.mobile.replaceAll(/\D/g, '')}`,
              children: pupils.map(({ firstName, phoneCode }) => ({ firstName, phoneCode })),
            },
          ],
    );
}
