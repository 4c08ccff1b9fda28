// One child's today: the state in words, until when it can change, and what comes next.
import type { ComponentChildren, JSX } from 'preact';
import type { Instant } from '#ground/instant.ts';
import { Button } from '../kit/button.tsx';
import { dayInWords } from '../kit/civil-words.ts';
import { Link } from '../kit/router.tsx';
import { StateBadge } from '../kit/state-badge.tsx';
import { cutOffSentence, lookOf, offerOf } from './day-words.ts';
import { classWords } from './family.ts';
import type { ChildToday, ServiceToday } from './family.ts';
import { usePortalTexts } from './texts.ts';

export function ChildCard(props: {
  readonly child: ChildToday;
  readonly now: Instant;
  /** Undefined when there is nothing to choose. */
  readonly chosen: boolean | undefined;
  onChosen(chosen: boolean): void;
  onUndo(): void;
}): JSX.Element {
  const { say } = usePortalTexts();
  const { child, now, chosen } = props;
  const isSettled = child.services.every(({ day }) => offerOf(day, now) === undefined);
  const canUndo = child.services.some(({ day }) => offerOf(day, now) === 'absence-undone');
  return (
    <section class="card child" aria-label={child.firstName}>
      <ChildHead child={child}>
        {chosen !== undefined && (
          <label class="check">
            <span class="only-spoken">{say('today.choose-child', { name: child.firstName })}</span>
            <input
              type="checkbox"
              checked={chosen}
              onChange={(event) => props.onChosen(event.currentTarget.checked)}
            />
          </label>
        )}
      </ChildHead>
      {child.services.map((service) => (
        <ServiceLine
          key={service.serviceId}
          service={service}
          isOnlyOne={child.services.length === 1}
          now={now}
        />
      ))}
      {canUndo && (
        <Button
          look="secondary"
          size="wide"
          label={say('today.eats-again-of', { name: child.firstName })}
          onPress={props.onUndo}
        >
          {say('today.eats-again')}
        </Button>
      )}
      {isSettled && (
        <Link
          to={`/presenze/${child.pupilId}`}
          class="button secondary wide"
          aria-label={say('today.other-day-of', { name: child.firstName })}
        >
          {say('today.other-day')}
        </Link>
      )}
    </section>
  );
}

function ChildHead(props: {
  readonly child: ChildToday;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { child } = props;
  return (
    <div class="child-head">
      <div>
        <h2>
          {child.firstName} {child.lastName}
        </h2>
        <p class="soft">{classWords(child)}</p>
      </div>
      {props.children}
    </div>
  );
}

function ServiceLine(props: {
  readonly service: ServiceToday;
  readonly isOnlyOne: boolean;
  readonly now: Instant;
}): JSX.Element {
  const spoken = usePortalTexts();
  const { say, language } = spoken;
  const { service, now } = props;
  const { day, next } = service;
  const canChange = offerOf(day, now) !== undefined;
  const cutOff =
    day.state === 'expected' || day.state === 'absent'
      ? cutOffSentence(day, now, spoken)
      : undefined;
  return (
    <>
      <p>
        {!props.isOnlyOne && <strong>{service.serviceName} </strong>}
        <StateBadge
          look={{ ...lookOf(day.state, spoken), word: say(`today.${day.state}`) }}
          strong
        />
      </p>
      {day.reason && <p>{day.reason}</p>}
      {day.dietLabel && <p>{say('day.diet', { label: day.dietLabel })}</p>}
      {day.changedBy && <p class="soft">{say('day.changed-by', { name: day.changedBy })}</p>}
      {cutOff !== undefined && <p>{cutOff}</p>}
      {!canChange && next !== null && (
        <p class="soft">
          {say('today.next', {
            day: dayInWords(next.day, language, day.day),
            state: lookOf(next.state, spoken).word,
          })}
        </p>
      )}
    </>
  );
}
