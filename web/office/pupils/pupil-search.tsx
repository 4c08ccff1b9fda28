// The search box: results while typing, arrows from the box into them and back; the words stay in the address.
import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { PupilsFoundView } from '#enrolment/api.ts';
import { FailureAlert } from '../../kit/alert.tsx';
import { PageTitle } from '../../kit/page-title.tsx';
import { useRemote } from '../../kit/remote.ts';
import { Link, navigate, useAddress } from '../../kit/router.tsx';
import { usePupilTexts } from './texts.ts';

const pauseMs = 200;
const lettersMin = 2;

export function PupilSearch({ isOffice }: { readonly isOffice: boolean }): JSX.Element {
  const { say } = usePupilTexts();
  return (
    <>
      <PageTitle title={say('title')} />
      <SearchBox isOffice={isOffice} />
    </>
  );
}

function SearchBox({ isOffice }: { readonly isOffice: boolean }): JSX.Element {
  const { say } = usePupilTexts();
  const { query } = useAddress();
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const asked = query.get('q') ?? '';
  const [words, setWords] = useState(asked);
  const isLongEnough = asked.length >= lettersMin;
  const remote = useRemote<PupilsFoundView>(
    isLongEnough ? `/staff/pupils?q=${encodeURIComponent(asked)}` : undefined,
  );
  const found = useLast(remote.value, isLongEnough);

  // After the heading: a clerk arrives to type.
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    const wanted = words.trim();
    if (wanted === asked) return undefined;
    const timer = setTimeout(() => {
      const to = wanted === '' ? '/bambini' : `/bambini?q=${encodeURIComponent(wanted)}`;
      navigate(to, { replace: true });
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [words, asked]);

  const links = (): readonly HTMLElement[] => [
    ...(list.current?.querySelectorAll<HTMLElement>('a') ?? []),
  ];
  const move = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const stops = [box.current, ...links()];
    const here = stops.findIndex((stop) => stop === document.activeElement);
    const next = stops[here + (event.key === 'ArrowDown' ? 1 : -1)];
    if (here < 0 || !next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div onKeyDown={move}>
      <form
        role="search"
        class="field pupil-search"
        onSubmit={(event) => {
          event.preventDefault();
          links()[0]?.click();
        }}
      >
        <label for={id}>{say('search')}</label>
        <p class="hint" id={`${id}-hint`}>
          {say(isOffice ? 'search-hint.office' : 'search-hint.school')}
        </p>
        <input
          id={id}
          ref={box}
          class="input"
          type="search"
          autoComplete="off"
          spellcheck={false}
          aria-describedby={`${id}-hint`}
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </form>
      {remote.failure !== undefined && (
        <FailureAlert failure={remote.failure} of="reading" onRetry={() => void remote.refresh()} />
      )}
      <p role="status" class="soft">
        {statusOf(say, words.trim(), found)}
      </p>
      <ul class="plain-list pupil-results" ref={list} aria-busy={remote.value === undefined}>
        {found?.pupils.map((pupil) => (
          <li key={pupil.pupilId}>
            <Link to={`/bambini/${pupil.pupilId}`}>
              <strong>
                {pupil.lastName} {pupil.firstName}
              </strong>
              <span>{placeOf(pupil) || say('no-class')}</span>
              <span class="soft">
                {pupil.pupilCode}
                {pupil.guardianName !== null &&
                  ` · ${say('through', { name: pupil.guardianName })}`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function statusOf(
  say: ReturnType<typeof usePupilTexts>['say'],
  words: string,
  found: PupilsFoundView | undefined,
): string {
  if (words !== '' && words.length < lettersMin) return say('too-short');
  if (found === undefined) return '';
  const count = say('found', { count: found.pupils.length });
  return found.more ? `${count}. ${say('more')}` : count;
}

export function placeOf(pupil: {
  readonly className: string | null;
  readonly schoolName: string | null;
}): string {
  return [pupil.className, pupil.schoolName].filter((word) => word !== null).join(' · ');
}

/** The last answer stays until the next one is there: results that vanish at every letter cannot be read. */
function useLast<T>(value: T | undefined, isAsked: boolean): T | undefined {
  const last = useRef(value);
  if (!isAsked) last.current = undefined;
  else if (value !== undefined) last.current = value;
  return last.current;
}
