// One shift: a line per class with its variants, adults on a line of their own (RULES A1).
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { spokenTime } from '../kit/civil-words.ts';
import type { KitchenShift, VariantCount } from './kitchen-contract.ts';
import { useOfficeTexts } from './texts.ts';

export function ShiftTable({ shift }: { readonly shift: KitchenShift }): JSX.Element {
  const { say } = useOfficeTexts();
  const id = useId();
  const variants = variantsOf(shift);
  const pupils = shift.classes.reduce((sum, one) => sum + one.pupils, 0);
  return (
    <div class="shift">
      <h3 id={id}>
        {say('kitchen.shift', { name: shift.name, time: spokenTime(shift.startsAt) })}
        <span class="shift-total">{say('kitchen.shift-total', { count: pupils + shift.adults })}</span>
      </h3>
      <div class="scrolls" tabIndex={0} role="region" aria-labelledby={id}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('kitchen.class')}</th>
              <th scope="col">{say('kitchen.pupils')}</th>
              {variants.map(({ code, name }) => (
                <th scope="col" key={code}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shift.classes.map((one) => (
              <tr key={one.name}>
                <th scope="row">{one.name}</th>
                <td class="count">{one.pupils}</td>
                {variants.map(({ code }) => (
                  <td key={code}>{countOf(one.variants, code)}</td>
                ))}
              </tr>
            ))}
            <tr class="adults">
              <th scope="row">{say('kitchen.adults-row')}</th>
              <td class="count">{shift.adults}</td>
              {variants.map(({ code }) => (
                <td key={code} />
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** The variants somebody in the shift eats, each once. */
function variantsOf(shift: KitchenShift): readonly VariantCount[] {
  const all = shift.classes.flatMap((one) => one.variants).filter(({ count }) => count > 0);
  return [...new Map(all.map((variant) => [variant.code, variant])).values()];
}

/** Zero is left blank: the eye finds what must be cooked. */
function countOf(variants: readonly VariantCount[], code: string): string {
  const count = variants.find((one) => one.code === code)?.count ?? 0;
  return count === 0 ? '' : String(count);
}
