// What was corrected on a day, act by act: for whom, what it means, who wrote it and why.
import type { JSX } from 'preact';
import type { CorrectionDay } from '#bookings/correction-api.ts';
import type { Day } from '#ground/day.ts';
import { groupBy } from '#ground/group-by.ts';
import { instantOf, momentInWords } from '../kit/civil-words.ts';
import { useOfficeTexts } from './texts.ts';

/** Of a whole class the names are of no use. */
const namesMax = 6;

type Correction = CorrectionDay['corrections'][number];

export function CorrectionList(props: {
  readonly corrections: readonly Correction[];
  readonly today: Day;
}): JSX.Element {
  const { say } = useOfficeTexts();
  const acts = groupBy(props.corrections, (one) => one.correctionId ?? one.recordedAt);
  return (
    <section class="card" aria-label={say('corrections.list')}>
      <h2>{say('corrections.list')}</h2>
      {acts.size === 0 && <p>{say('corrections.none')}</p>}
      <ul class="plain-list corrections">
        {[...acts].map(([id, meals]) => (
          <li key={id}>
            <Act meals={meals} today={props.today} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Act(props: {
  readonly meals: readonly [Correction, ...Correction[]];
  readonly today: Day;
}): JSX.Element {
  const { say, language } = useOfficeTexts();
  const { meals, today } = props;
  const [first] = meals;
  const total = meals.reduce((sum, meal) => sum + meal.change, 0);
  const when = momentInWords(instantOf(first.recordedAt), language, today);
  return (
    <article>
      <p class="row">
        <strong>{say(`corrections.kind.${first.kind}`)}</strong>
        <span class="count">{say('corrections.change', { count: total })}</span>
        <span>
          {say(meals.some((meal) => meal.charged) ? 'corrections.charged' : 'corrections.free')}
        </span>
      </p>
      {[...groupBy(meals, (meal) => meal.className)].map(([className, own]) => (
        <p key={className}>
          {className}:{' '}
          {own.length > namesMax
            ? say('corrections.children-count', { count: own.length })
            : own.map((meal) => meal.pupilName).join(', ')}
        </p>
      ))}
      <p class="soft">
        {first.by === null
          ? say('corrections.by-system', { when, code: first.reason })
          : say('corrections.by', { when, who: first.by, reason: first.reason })}
      </p>
    </article>
  );
}
