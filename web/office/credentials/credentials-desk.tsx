// The desk of first credentials: whom to send them to, what became of those that were sent, letters for the others.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CredentialListView, SendingsView } from '#enrolment/credential-api.ts';
import { FailureAlert, Waiting } from '../../kit/alert.tsx';
import { Icon } from '../../kit/icons.tsx';
import { PageTitle } from '../../kit/page-title.tsx';
import { useRemote } from '../../kit/remote.ts';
import { Link } from '../../kit/router.tsx';
import { GoingList } from './going-list.tsx';
import { PlaceFilter } from './place-filter.tsx';
import type { Place } from './place-filter.tsx';
import { PrintLetters } from './print-letters.tsx';
import type { Letters } from './print-letters.tsx';
import { ReadyList } from './ready-list.tsx';
import { lookAgainMsOf } from './sending-words.tsx';
import { SmsMeans } from './sms-means.tsx';
import { useCredentialTexts } from './texts.ts';
import { UnreachedList } from './unreached-list.tsx';

type List = CredentialListView;
export type Guardian = List['guardians'][number];

export function CredentialsDesk(): JSX.Element {
  const { say } = useCredentialTexts();
  const [place, setPlace] = useState<Place>({ schoolId: '', classId: '' });
  const query = queryOf(place);
  const list = useRemote<List>(`/staff/credentials${query}`);
  const [everyMs, setEveryMs] = useState<number>();
  // Asked also when nothing moves any more: a list that is older would say that something does, and so for ever.
  const told = useRemote<SendingsView>(`/staff/credentials/sendings${query}`, everyMs);
  const guardians = withSendings(list.value?.guardians ?? [], told.value);
  const [letters, setLetters] = useState<Letters>();
  const [written, setWritten] = useState<ReadonlySet<string>>(new Set());
  const lookAgainMs = lookAgainMsOf(guardians.map(({ sending }) => sending));
  if (lookAgainMs !== everyMs) setEveryMs(lookAgainMs);
  if (letters !== undefined)
    return <PrintLetters letters={letters} onClose={() => setLetters(undefined)} />;
  return (
    <>
      <PageTitle title={say('title')} />
      <p>{say('lead')}</p>
      {list.failure !== undefined && (
        <FailureAlert failure={list.failure} of="reading" onRetry={() => void list.refresh()} />
      )}
      {list.value === undefined && list.failure === undefined && <Waiting />}
      {list.value !== undefined && (
        <div class="stack">
          <div>
            <SmsMeans means={list.value.means} now={list.value.now} />
            <Link to="/credenziali/sms">
              {say('sms.link')}
              <Icon name="next" />
            </Link>
          </div>
          <PlaceFilter schools={list.value.schools} place={place} onPlace={setPlace} />
          <Guardians
            list={list.value}
            guardians={guardians}
            written={written}
            onLetters={(made, guardianIds) => {
              setLetters(made);
              setWritten(new Set([...written, ...guardianIds]));
            }}
            onChanged={async () => {
              await list.refresh();
              await told.refresh();
            }}
          />
        </div>
      )}
    </>
  );
}

function Guardians(props: {
  readonly list: List;
  readonly guardians: readonly Guardian[];
  readonly written: ReadonlySet<string>;
  onLetters(letters: Letters, guardianIds: readonly string[]): void;
  onChanged(): Promise<void>;
}): JSX.Element {
  const { say } = useCredentialTexts();
  const { list, guardians, onChanged } = props;
  if (guardians.length === 0) return <p>{say('none')}</p>;
  const ready = guardians.filter(({ fault }) => fault === null);
  const going = guardians.filter(({ fault }) => fault === 'under-way' || fault === 'sent-already');
  const unreached = guardians.filter(
    ({ fault }) => fault === 'no-number' || fault === 'number-not-mobile',
  );
  return (
    <>
      {going.length > 0 && <GoingList guardians={going} now={list.now} />}
      {list.means.hasSms && <ReadyList list={list} guardians={ready} onSent={onChanged} />}
      {unreached.length > 0 && (
        <UnreachedList guardians={unreached} written={props.written} onLetters={props.onLetters} />
      )}
    </>
  );
}

function withSendings(
  guardians: readonly Guardian[],
  told: SendingsView | undefined,
): readonly Guardian[] {
  if (told === undefined) return guardians;
  const newer = new Map(told.sendings.map((one) => [one.guardianId, one]));
  return guardians.map((one) => {
    const { fault, sending } = newer.get(one.guardianId) ?? one;
    return { ...one, fault, sending };
  });
}

function queryOf({ schoolId, classId }: Place): string {
  if (classId !== '') return `?classId=${classId}`;
  return schoolId === '' ? '' : `?schoolId=${schoolId}`;
}
