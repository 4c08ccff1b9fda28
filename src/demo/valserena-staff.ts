// The teachers of Valserena who eat with the children, as rows of `personale.csv`.
import { seededChance } from '#demo/seeded-chance.ts';
import { nameStocks } from '#demo/valserena-names.ts';
import { schools } from '#demo/valserena-schools.ts';

/** One teacher a class on the days on which it eats; where that is every day two, who take turns. */
export function valserenaStaff(): readonly (readonly string[])[] {
  const chance = seededChance(88);
  const { women, men, surnames } = nameStocks.italian;
  const posts = schools.flatMap((school) =>
    school.classes.flatMap((one) => {
      const days = one.canteenDays.at(-1)?.weekdays ?? '';
      return days === 'lun-ven'
        ? [
            { one, days: 'lun, mar, mer' },
            { one, days: 'gio, ven' },
          ]
        : [{ one, days }];
    }),
  );
  return [
    ['codice', 'cognome', 'nome', 'scuola', 'turno', 'giorni'],
    ...posts.map(({ one, days }, index) => [
      `D${String(index + 1).padStart(3, '0')}`,
      chance.oneOf(surnames),
      chance.oneOf(chance.happens(0.8) ? women : men),
      one.schoolCode,
      one.shift.name,
      days,
    ]),
  ];
}
