// Weekdays as a clerk writes them, and those that nobody can know.
import { describe, expect, test } from 'vitest';
import { listWeekdays } from '#ground/weekdays.ts';
import { readWeekdays } from '#registry-import/weekday-cell.ts';

describe('weekdays in a cell', () => {
  test.each([
    ['lun, mer, ven', [1, 3, 5]],
    ['Lunedì e Mercoledì', [1, 3]],
    ['LUN MAR GIO', [1, 2, 4]],
    ['lun/mer', [1, 3]],
    ['lun;mer', [1, 3]],
    ['lun-ven', [1, 2, 3, 4, 5]],
    ['lun – ven', [1, 2, 3, 4, 5]],
    ['dal lunedì al venerdì', [1, 2, 3, 4, 5]],
    ['lun-mer, ven', [1, 2, 3, 5]],
    ['1,3,5', [1, 3, 5]],
    ['1-5', [1, 2, 3, 4, 5]],
    ['tutti', [1, 2, 3, 4, 5]],
    ['Tutti i giorni', [1, 2, 3, 4, 5]],
    ['lun. mer.', [1, 3]],
    ['ven, lun, lun', [1, 5]],
    ['sab', [6]],
  ])('"%s" is %j', (text, days) => {
    const reading = readWeekdays(text);
    expect(reading.ok ? listWeekdays(reading.value) : reading.refusal).toEqual(days);
  });

  test.each(['LMMGV', 'M', 'L M V', 'ven-lun', 'lun-', '0', '8', 'mai', '-', ','])(
    '"%s" is not guessed at',
    (text) => expect(readWeekdays(text)).toMatchObject({ refusal: 'weekdays-unreadable' }),
  );
});
