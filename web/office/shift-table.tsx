// One shift: a line per class with its variants, adults on a line of their own (RULES A1).
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { spokenTime } from '../kit/civil-words.ts';
import { countOf, menuCount, variantWords } from './kitchen-numbers.ts';
import type { ShiftDay } from './kitchen-numbers.ts';
import { useOfficeTexts } from './texts.ts';

export function ShiftTable(props: {
  readonly shift: ShiftDay;
  /** In which order the variants stand: the same for every table of the page. */
  readonly variants: readonly string[];
}): JSX.Element {
  const { say } = useOfficeTexts();
  const { shift } = props;
  const id = useId();
  const variants = props.variants.filter((variant) =>
    shift.classes.some((one) => countOf(one.variants, variant) > 0),
  );
  const pupils = shift.classes.reduce((sum, one) => sum + one.pupils, 0);
  return (
    <div class="shift">
      <h3 id={id}>
        {say('kitchen.shift', { name: shift.name, time: spokenTime(shift.startsAt) })}
        <span class="shift-total">
          {say('kitchen.shift-total', { count: pupils + shift.adults })}
        </span>
      </h3>
      <div class="scrolls" tabIndex={0} role="region" aria-labelledby={id}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('kitchen.class')}</th>
              <th scope="col">{say('kitchen.pupils')}</th>
              {variants.length > 0 && <th scope="col">{say('kitchen.menu')}</th>}
              {variants.map((variant) => (
                <th scope="col" key={variant}>
                  {variantWords(variant)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shift.classes.map((one) => (
              <tr key={one.name}>
                <th scope="row">{one.name}</th>
                <td class="count">{one.pupils}</td>
                {variants.length > 0 && <td>{menuCount(one)}</td>}
                {variants.map((variant) => (
                  // Zero is left blank: the eye finds what must be cooked.
                  <td key={variant}>{countOf(one.variants, variant) || ''}</td>
                ))}
              </tr>
            ))}
            <tr class="adults">
              <th scope="row">{say('kitchen.adults-row')}</th>
              <td class="count">{shift.adults}</td>
              {variants.length > 0 && <td colSpan={variants.length + 1} />}
            </tr>
          </tbody>
        </table>
      </div>
    </div>
  );
}
