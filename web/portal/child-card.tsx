// One child's today: the state in words, until when it can change, and what else can be done.
import type { ComponentChildren, JSX } from 'preact';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { Button } from '../kit/button.tsx';
import { dayInWords } from '../kit/civil-words.ts';
import { Link } from '../kit/router.tsx';
import { StateBadge } from '../kit/state-badge.tsx';
import { isOffered, offersOf } from './day-offers.ts';
import { DaySentences } from './day-sentences.tsx';
import { lookOf, todayLookOf } from './day-words.ts';
import { classWords } from './family.ts';
import type { ChildToday, ServiceToday } from './family.ts';
import { MenuOfDay } from './menu/lazy-menu.ts';
import { SuspensionBanner } from './suspension-banner.tsx';
import { usePortalTexts } from './texts.ts';

export function ChildCard(props: {
  readonly child: ChildToday;
  readonly today: Day;
  readonly now: Instant;
  /** Undefined when there is nothing to choose. */
  readonly chosen: boolean | undefined;
  onChosen(chosen: boolean): void;
  onChange(operation: 'absence-undone' | 'opt-in'): void;
  onResume(service: ServiceToday): void;
  onMore(): void;
}): JSX.Element {
  const { say } = usePortalTexts();
  const { child, now, chosen } = props;
  const name = child.firstName;
  const canDo = (operation: 'absence-undone' | 'opt-in'): boolean =>
    child.services.some(({ day }) => isOffered(operation, day, now));
  const isSettled = child.services.every(({ day }) => offersOf(day, now).length === 0);
  return (
    <section class="card child" aria-label={name}>
      <ChildHead child={child}>
        {chosen !== undefined && (
          <label class="check">
            <span class="only-spoken">{say('today.choose-child', { name })}</span>
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
          firstName={name}
          isOnlyOne={child.services.length === 1}
          today={props.today}
          now={now}
          onResume={() => props.onResume(service)}
        />
      ))}
      {canDo('opt-in') && (
        <Button
          size="wide"
          label={say('today.opt-in-of', { name })}
          onPress={() => props.onChange('opt-in')}
        >
          {say('change.opt-in.today')}
        </Button>
      )}
      {canDo('absence-undone') && (
        <Button
          look="secondary"
          size="wide"
          label={say('today.eats-again-of', { name })}
          onPress={() => props.onChange('absence-undone')}
        >
          {say('today.eats-again')}
        </Button>
      )}
      {isSettled ? (
        <Link
          to={`/presenze/${child.pupilId}`}
          class="button secondary wide"
          aria-label={say('today.other-day-of', { name })}
        >
          {say('today.other-day')}
        </Link>
      ) : (
        <Button look="quiet" label={say('today.more-of', { name })} onPress={props.onMore}>
          {say('today.more')}
        </Button>
      )}
      {child.services.map(({ serviceId, day }) => (
        <MenuOfDay
          key={serviceId}
          pupilId={child.pupilId}
          serviceId={serviceId}
          day={day.day}
          plain={day.state === 'plain'}
        />
      ))}
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
  readonly firstName: string;
  readonly isOnlyOne: boolean;
  readonly today: Day;
  readonly now: Instant;
  onResume(): void;
}): JSX.Element {
  const spoken = usePortalTexts();
  const { say, language } = spoken;
  const { service, now, isOnlyOne } = props;
  const { day, next, suspension } = service;
  const canChange = offersOf(day, now).length > 0;
  return (
    <>
      <p>
        {!isOnlyOne && <strong>{service.serviceName} </strong>}
        <StateBadge look={todayLookOf(day, spoken)} strong />
      </p>
      <DaySentences view={day} now={now} withoutMaker={day.state === 'suspended'} />
      {suspension !== null && (
        <SuspensionBanner
          suspension={suspension}
          firstName={props.firstName}
          serviceName={isOnlyOne ? undefined : service.serviceName}
          today={props.today}
          onResume={props.onResume}
        />
      )}
      {!canChange && next !== null && (
        <p class="soft">
          {say('today.next', {
            day: dayInWords(next.day, language, day.day),
            state: lookOf(next, spoken).word,
          })}
        </p>
      )}
    </>
  );
}
