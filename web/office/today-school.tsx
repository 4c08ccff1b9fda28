// One school of today: how many eat, until when that can change, what happened, and its classes.
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { TodaySchool as School } from '#morning/api.ts';
import { instantOf, momentInWords, timeInWords } from '../kit/civil-words.ts';
import { Icon } from '../kit/icons.tsx';
import { Link } from '../kit/router.tsx';
import { StateBadge } from '../kit/state-badge.tsx';
import type { StateLook } from '../kit/state-badge.tsx';
import { useOfficeTexts } from './texts.ts';

export function TodaySchool(props: {
  readonly school: School;
  readonly isOpen: boolean;
}): JSX.Element {
  const { say } = useOfficeTexts();
  const { school } = props;
  const id = useId();
  const withCanteen = school.classes.filter((one) => one.hasCanteen);
  const called = withCanteen.filter((one) => one.rollCall !== null).length;
  return (
    <section
      class={`card today-school ${school.hand === null ? '' : 'raised'}`}
      aria-labelledby={id}
    >
      <div class="today-head">
        <h2 id={id}>
          {school.name} <span class="of-service">{school.serviceName}</span>
        </h2>
        <State school={school} />
      </div>
      <Hand school={school} />
      <dl class="today-numbers">
        <div>
          <dt>{say('kitchen.pupils')}</dt>
          <dd>{school.booked}</dd>
        </div>
        <div>
          <dt>{say('kitchen.adults')}</dt>
          <dd>{school.adults}</dd>
        </div>
        <div class="words">
          <dt>{say('today.usual')}</dt>
          <dd>{school.usual ?? say('today.usual-unknown')}</dd>
        </div>
        <div class="words">
          <dt>{say('today.roll-calls')}</dt>
          <dd>{say('today.roll-calls-of', { called, all: withCanteen.length })}</dd>
        </div>
      </dl>
      <Corrected school={school} />
      {school.events.map((event) => (
        <p key={`${event.kind} ${event.reason}`} class="today-event">
          <Icon name="info" />{' '}
          {say('today.event', {
            kind: event.kind,
            reason: event.reason,
            classes: event.classNames.join(', '),
          })}
        </p>
      ))}
      {withCanteen.length > 0 && (
        <details open={props.isOpen}>
          <summary>
            {say('today.classes', { count: withCanteen.length })}
            <Icon name="down" />
          </summary>
          <ul class="plain-list class-list">
            {withCanteen.map((one) => (
              <ClassLine key={one.classId} one={one} school={school} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function ClassLine(props: {
  readonly one: School['classes'][number];
  readonly school: School;
}): JSX.Element {
  const { say, language } = useOfficeTexts();
  const { one, school } = props;
  const { rollCall } = one;
  return (
    <li>
      <Link to={`/oggi/classe/${school.serviceId}/${one.classId}`}>
        <strong>{one.name}</strong>
        <span>{say('today.booked-of', { booked: one.booked, pupils: one.pupils })}</span>
        <span class="called">
          {rollCall === null
            ? say('today.not-called')
            : say('today.called', {
                when: momentInWords(
                  instantOf(rollCall.takenAt),
                  language,
                  rollCall.takenAt.slice(0, 10),
                ),
                present: rollCall.present,
              })}
        </span>
        <Icon name="next" />
      </Link>
    </li>
  );
}

function State({ school }: { readonly school: School }): JSX.Element {
  const { say } = useOfficeTexts();
  const cutOff = timeInWords(instantOf(school.cutOffAt));
  const closed = school.closedAt === null ? '' : timeInWords(instantOf(school.closedAt));
  const looks: Readonly<Record<School['state'], StateLook>> = {
    open: { tone: 'eats', icon: 'clock', word: say('today.open', { time: cutOff }) },
    closing: { tone: 'away', icon: 'clock', word: say('kitchen.closing') },
    closed: { tone: 'eats', icon: 'closed', word: say('today.closed', { time: closed }) },
    'not-served': {
      tone: 'closed',
      icon: 'none',
      word: say('today.not-served', { reason: school.reason ?? '' }),
    },
    'no-canteen': { tone: 'quiet-day', icon: 'none', word: say('kitchen.no-canteen') },
  };
  return <StateBadge look={looks[school.state]} />;
}

function Hand({ school }: { readonly school: School }): JSX.Element | null {
  const { say } = useOfficeTexts();
  const { hand } = school;
  if (hand === null) return null;
  return (
    <p class="today-hand">
      <Icon name="problem" />{' '}
      {say('today.hand', {
        kind: hand.kind,
        time: timeInWords(instantOf(hand.raisedAt)),
        expected: hand.expected,
        usual: school.usual ?? -1,
      })}
    </p>
  );
}

/** What was corrected since the closing, so that the number and the frozen sheet can be compared. */
function Corrected({ school }: { readonly school: School }): JSX.Element | null {
  const { say } = useOfficeTexts();
  const { booked, frozen } = school;
  if (frozen === null || frozen === booked) return null;
  const kind = booked > frozen ? 'more' : 'fewer';
  return <p>{say('today.corrected', { frozen, kind, count: Math.abs(booked - frozen) })}</p>;
}
