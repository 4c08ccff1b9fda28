// The published menu of a week, with allergens and what each diet gets: for kitchens, schools and the office alike.
import type { JSX } from 'preact';
import { addDays, parseDay, weekdayOf } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import type { MenuDays } from '#menus/api.ts';
import { FailureAlert, Waiting } from '../../kit/alert.tsx';
import { Breadcrumbs } from '../../kit/breadcrumbs.tsx';
import { dayInRome } from '../../kit/civil-words.ts';
import { allergenWords, courseWord } from '../../kit/menu-words.ts';
import { PageTitle } from '../../kit/page-title.tsx';
import { useRemote } from '../../kit/remote.ts';
import { Link } from '../../kit/router.tsx';
import { useServerNow } from '../../kit/server-clock.ts';
import { useDeskWords } from './desk-words.ts';

type SeasonDay = MenuDays['seasons'][number]['days'][number];
type Served = Extract<SeasonDay, { kind: 'menu' }>;
const redrawMs = 60_000;

export function PublishedMenu(props: {
  readonly day: Day | undefined;
  readonly manages: boolean;
}): JSX.Element {
  const { say, dayOf } = useDeskWords();
  const today = dayInRome(useServerNow(redrawMs));
  const asked = props.day ?? today;
  const monday = addDays(asked, 1 - weekdayOf(asked));
  const path = `/menus/days?from=${monday}&to=${addDays(monday, 4)}`;
  const remote = useRemote<MenuDays>(path);
  return (
    <>
      {props.manages && (
        <Breadcrumbs
          above={[{ to: '/menu', word: say('desk.title') }]}
          here={say('published.title')}
        />
      )}
      <PageTitle title={say('published.title')} />
      <nav class="button-row menu-acts not-printed" aria-label={say('published.weeks')}>
        <Link to={`/menu/pubblicato/${addDays(monday, -7)}`} class="button secondary">
          {say('published.previous')}
        </Link>
        <Link to={`/menu/pubblicato/${addDays(monday, 7)}`} class="button secondary">
          {say('published.next')}
        </Link>
      </nav>
      <p>{say('published.week', { day: dayOf(monday, today) })}</p>
      {remote.failure !== undefined && (
        <FailureAlert failure={remote.failure} of="reading" onRetry={() => void remote.refresh()} />
      )}
      {remote.value === undefined && remote.failure === undefined && <Waiting />}
      {remote.value?.seasons.length === 0 && <p>{say('published.none')}</p>}
      {remote.value?.seasons.map((season) => (
        <section key={season.seasonId} aria-label={season.name}>
          <h2>
            {season.name}
            <span class="soft"> · {say(`grade.${season.grade ?? 'every'}`)}</span>
          </h2>
          <div class="menu-days">
            {season.days.map((day) => (
              <section class="card" key={day.day} aria-label={dayOf(day.day)}>
                <h3>{dayOf(day.day, today)}</h3>
                {day.kind === 'menu' ? (
                  <ServedDishes day={day} />
                ) : (
                  <p class="soft">{say('published.not-yet')}</p>
                )}
                {props.manages && day.kind === 'menu' && isFrom(today, day.day) && (
                  <Link
                    to={`/menu/giorno/${day.day}`}
                    class="button quiet not-printed"
                    aria-label={say('published.change-of', { day: dayOf(day.day) })}
                  >
                    {say('published.change')}
                  </Link>
                )}
              </section>
            ))}
          </div>
        </section>
      ))}
    </>
  );
}

const isFrom = (today: Day, text: string): boolean => (parseDay(text) ?? today) >= today;

function ServedDishes({ day }: { readonly day: Served }): JSX.Element {
  const { say, sayMenu } = useDeskWords();
  return (
    <>
      {day.changedBecause !== null && (
        <p>
          <strong>{say('published.changed', { reason: day.changedBecause })}</strong>
        </p>
      )}
      <dl class="served-dishes">
        {day.dishes.map((dish) => (
          <div key={dish.course}>
            <dt>{courseWord(dish.course, sayMenu)}</dt>
            <dd>
              <strong>{dish.name}</strong>
              {dish.insteadOf !== null && dish.insteadOf !== '' && (
                <span class="soft"> {sayMenu('plate.instead-of', { dish: dish.insteadOf })}</span>
              )}
              <span class="menu-contents">{allergenWords(dish.allergens, sayMenu)}</span>
              {dish.substitutions.length > 0 && (
                <details>
                  <summary>{say('published.substitutions')}</summary>
                  <ul class="plain-list">
                    {dish.substitutions.map((one) => (
                      <li key={one.variants.join()}>
                        {one.variants.join(' + ')}: {one.serving?.name ?? say('substitution.as-is')}
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
