// One day's menu as one child eats it: courses, what is changed, and the allergens behind a disclosure.
import type { JSX } from 'preact';
import type { FamilyMenuDay } from '#menus/api.ts';
import { Alert } from '../../kit/alert.tsx';
import { allergenWords, courseWord } from '../../kit/menu-words.ts';
import type { SayMenu } from '../../kit/menu-words.ts';
import { linesOf } from './menu-lines.ts';
import type { MenuLine } from './menu-lines.ts';

export interface ShownDay {
  readonly day: FamilyMenuDay;
  /** The child has a plain meal on that day. */
  readonly plain: boolean;
  readonly firstName: string;
}

/** `when` says why nothing is shown also on days without a menu; Oggi has said it already. */
export function DayMenu(props: ShownDay & { readonly say: SayMenu }): JSX.Element {
  const { day, say, firstName, plain } = props;
  switch (day.kind) {
    case 'no-canteen':
      return <p class="soft">{say('day.no-canteen')}</p>;
    case 'not-served':
      return <p class="soft">{day.reason ?? say('day.not-served')}</p>;
    case 'packed-lunch':
      return <p>{say('day.packed-lunch')}</p>;
    case 'not-published':
      return <p class="soft">{say('day.not-published')}</p>;
    case 'menu': {
      const lines = linesOf(day, plain);
      const isOwn = lines.some((line) => line.served !== 'menu');
      return (
        <>
          {day.changedBecause !== null && (
            <Alert tone="note">
              {day.dishes.flatMap((dish) =>
                dish.insteadOf === null
                  ? []
                  : [
                      <p key={dish.course}>
                        {say('day.changed', {
                          dish: dish.name,
                          before: dish.insteadOf,
                          hasBefore: dish.insteadOf === '' ? 'no' : 'yes',
                        })}
                      </p>,
                    ],
              )}
              <p>{say('day.because', { reason: day.changedBecause })}</p>
            </Alert>
          )}
          {isOwn && (
            <p class="soft">{say(plain ? 'day.plain-of' : 'day.plate-of', { name: firstName })}</p>
          )}
          <ul class="plain-list menu-lines">
            {lines.map((line) => (
              <MenuLineItem key={line.course} line={line} say={say} />
            ))}
          </ul>
          <Allergens lines={lines} say={say} />
        </>
      );
    }
  }
}

function MenuLineItem(props: { readonly line: MenuLine; readonly say: SayMenu }): JSX.Element {
  const { line, say } = props;
  return (
    <li>
      <span class="menu-course">{courseWord(line.course, say)}</span>
      <span>
        {line.served === 'kitchen' ? <em>{say('plate.kitchen')}</em> : line.name}
        {line.served !== 'menu' && (
          <span class="soft menu-instead"> {say('plate.instead-of', { dish: line.onMenu })}</span>
        )}
      </span>
    </li>
  );
}

function Allergens(props: {
  readonly lines: readonly MenuLine[];
  readonly say: SayMenu;
}): JSX.Element {
  const { lines, say } = props;
  return (
    <details class="menu-allergens">
      <summary>{say('allergens.title')}</summary>
      <ul class="plain-list">
        {lines.map((line) => (
          <li key={line.course}>
            <strong>{line.served === 'kitchen' ? say('plate.kitchen') : line.name}</strong>
            {': '}
            {line.served === 'kitchen'
              ? say('allergens.kitchen')
              : allergenWords(line.allergens, say)}
          </li>
        ))}
      </ul>
      <p class="soft">{say('allergens.source')}</p>
    </details>
  );
}
