// A child's page: the card, the guardians, and apart from them the month with what changed in it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PupilCardView } from '#enrolment/api.ts';
import { FailureAlert, Waiting } from '../../kit/alert.tsx';
import { Button } from '../../kit/button.tsx';
import { Breadcrumbs } from '../../kit/breadcrumbs.tsx';
import { dayInRome, dayInWords, instantOf, weekdayNames } from '../../kit/civil-words.ts';
import { PageTitle } from '../../kit/page-title.tsx';
import { useRemote } from '../../kit/remote.ts';
import { GivePin } from './give-pin.tsx';
import { Guardians } from './guardians.tsx';
import { PupilMonth } from './pupil-month.tsx';
import { usePupilTexts } from './texts.ts';
import type { PupilSpoken } from './texts.ts';

export function PupilPage(props: {
  readonly pupilId: string;
  readonly isOffice: boolean;
}): JSX.Element {
  const { say } = usePupilTexts();
  const remote = useRemote<PupilCardView>(`/staff/pupils/${encodeURIComponent(props.pupilId)}`);
  const card = remote.value;
  const name = card === undefined ? say('title') : `${card.firstName} ${card.lastName}`;
  return (
    <>
      <Breadcrumbs above={[{ to: '/bambini', word: say('title') }]} here={name} />
      <PageTitle title={name} key={name} />
      {card === undefined && remote.failure === undefined && <Waiting />}
      {remote.failure !== undefined && (
        <FailureAlert failure={remote.failure} of="reading" onRetry={() => void remote.refresh()} />
      )}
      {card !== undefined && (
        <div class="pupil-page">
          <div class="stack">
            <Card card={card} onPinGiven={() => void remote.refresh()} />
            {card.guardians !== null && (
              <Guardians pupilId={card.pupilId} guardians={card.guardians} />
            )}
          </div>
          <PupilMonth card={card} isOffice={props.isOffice} />
        </div>
      )}
    </>
  );
}

function Card(props: { readonly card: PupilCardView; onPinGiven(): void }): JSX.Element {
  const { card } = props;
  const [giving, setGiving] = useState(false);
  const spoken = usePupilTexts();
  const { say, language } = spoken;
  const today = dayInRome(instantOf(card.now));
  const now = card.classes.find(
    (one) => one.validFrom <= today && (one.validTo === null || today <= one.validTo),
  );
  const facts: readonly (readonly [string, string | null])[] = [
    [say('code'), card.pupilCode],
    [say('class'), now === undefined ? say('no-class') : `${now.className} · ${now.schoolName}`],
    ...(card.privately === null
      ? []
      : ([
          [say('phone-code'), card.privately.phoneCode],
          ...(card.phonePin === null
            ? []
            : [[say('pin'), pinInWords(card.phonePin, today, spoken)] as const]),
          [say('fiscal-code'), card.privately.fiscalCode],
          [
            say('born-on'),
            card.privately.bornOn && dayInWords(card.privately.bornOn, language, today),
          ],
        ] as const)),
  ];
  return (
    <section class="card" aria-label={say('card')}>
      <h2>{say('card')}</h2>
      <dl class="facts">
        {facts.map(([word, value]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{value ?? <span class="soft">{say('unknown')}</span>}</dd>
          </div>
        ))}
        <div>
          <dt>{say('services')}</dt>
          {card.services.map((one) => (
            <dd key={`${one.serviceId} ${one.validFrom}`}>
              {one.weekdays.length === 7
                ? say('service-every-day', { name: one.serviceName })
                : say('service-days', {
                    name: one.serviceName,
                    days: one.weekdays
                      .map((weekday) => weekdayNames(language, 'short')[weekday - 1])
                      .join(', '),
                  })}{' '}
              <span class="soft">({spanOf(one, today, spoken)})</span>
            </dd>
          ))}
        </div>
      </dl>
      {card.phonePin !== null && (
        <Button look="secondary" onPress={() => setGiving(true)}>
          {say('pin.give')}
        </Button>
      )}
      {giving && (
        <GivePin card={card} onClose={() => setGiving(false)} onGiven={props.onPinGiven} />
      )}
      {card.classes.length > 1 && (
        <details>
          <summary class="button quiet">{say('classes')}</summary>
          <ul class="plain-list">
            {card.classes.map((one) => (
              <li key={one.validFrom}>
                {one.className} · {one.schoolName}{' '}
                <span class="soft">({spanOf(one, today, spoken)})</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function pinInWords(
  { givenAt }: NonNullable<PupilCardView['phonePin']>,
  today: string,
  { say, language }: PupilSpoken,
): string {
  if (givenAt === null) return say('pin.missing');
  const when = dayInWords(dayInRome(instantOf(givenAt)), language, today);
  return say('pin.since', { when });
}

function spanOf(
  { validFrom, validTo }: { readonly validFrom: string; readonly validTo: string | null },
  today: string,
  { say, language }: PupilSpoken,
): string {
  const from = dayInWords(validFrom, language, today);
  return validTo === null
    ? say('service-span', { from })
    : say('service-span-closed', { from, to: dayInWords(validTo, language, today) });
}
