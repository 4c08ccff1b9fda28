// One shift: a line per class with its special plates in words, adults on a line of their own (RULES A1).
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { spokenTime } from '../kit/civil-words.ts';
import { menuCount, variantWords } from './kitchen-numbers.ts';
import type { ShiftDay } from './kitchen-numbers.ts';
import { useOfficeTexts } from './texts.ts';

export function ShiftTable(props: {
  readonly shift: ShiftDay;
  /** Where shifts of several schools stand together. */
  readonly school?: string;
}): JSX.Element {
  const { say } = useOfficeTexts();
  const { shift, school } = props;
  const id = useId();
  const pupils = shift.classes.reduce((sum, one) => sum + one.pupils, 0);
  return (
    <div class="shift">
      <h3 id={id}>
        {school !== undefined && `${school} · `}
        {say('kitchen.shift', { name: shift.name, time: spokenTime(shift.startsAt) })}
        <span>{say('kitchen.shift-total', { count: pupils + shift.adults })}</span>
      </h3>
      <table aria-labelledby={id}>
        <thead>
          <tr>
            <th scope="col">{say('kitchen.class')}</th>
            <th scope="col">{say('kitchen.pupils')}</th>
            <th scope="col">{say('kitchen.menu')}</th>
            <th scope="col">{say('kitchen.other')}</th>
          </tr>
        </thead>
        <tbody>
          {shift.classes.map((one) => (
            <tr key={one.name}>
              <th scope="row">{one.name}</th>
              <td class="count">{one.pupils}</td>
              <td>{menuCount(one)}</td>
              <td>
                {one.variants.map(({ variant, count }) => (
                  // Words, not a column each: a kitchen has more variants than a screen has columns.
                  <div key={variant}>
                    <strong>{count}</strong> {variantWords(variant)}
                  </div>
                ))}
              </td>
            </tr>
          ))}
          <tr class="adults">
            <th scope="row">{say('kitchen.adults')}</th>
            <td class="count">{shift.adults}</td>
            <td colSpan={2} />
          </tr>
        </tbody>
      </table>
    </div>
  );
}
