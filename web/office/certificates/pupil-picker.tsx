// Finding the child that a certificate is of, by any scrap of a name or code.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PupilsFoundView } from '#enrolment/api.ts';
import { FailureAlert } from '../../kit/alert.tsx';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { useRemote } from '../../kit/remote.ts';
import { useCertificateTexts } from './texts.ts';

export type FoundPupil = PupilsFoundView['pupils'][number];

const lettersMin = 2;
const shownMax = 8;

export function PupilPicker(props: {
  readonly chosen: FoundPupil | undefined;
  readonly mistake: string | undefined;
  onChoose(pupil: FoundPupil | undefined): void;
}): JSX.Element {
  const { say } = useCertificateTexts();
  const [words, setWords] = useState('');
  const { chosen } = props;
  const isAsked = chosen === undefined && words.trim().length >= lettersMin;
  const found = useRemote<PupilsFoundView>(
    isAsked ? `/staff/pupils?q=${encodeURIComponent(words.trim())}` : undefined,
  );
  if (chosen !== undefined) {
    return (
      <div class="field">
        <p>
          <span class="soft">{say('record.chosen')}</span>
          <br />
          <PupilWords pupil={chosen} />
        </p>
        <Button look="quiet" onPress={() => props.onChoose(undefined)}>
          {say('record.change')}
        </Button>
      </div>
    );
  }
  return (
    <div class="field">
      <Field
        name="pupil"
        label={say('record.pupil')}
        hint={say('record.pupil-hint')}
        mistake={props.mistake}
        value={words}
        onValue={setWords}
      />
      {found.failure !== undefined && <FailureAlert failure={found.failure} of="reading" />}
      {isAsked && found.value?.pupils.length === 0 && <p role="status">{say('record.none')}</p>}
      <ul class="plain-list link-list">
        {isAsked &&
          found.value?.pupils.slice(0, shownMax).map((pupil) => (
            <li key={pupil.pupilId}>
              <button type="button" onClick={() => props.onChoose(pupil)}>
                <PupilWords pupil={pupil} />
              </button>
            </li>
          ))}
      </ul>
    </div>
  );
}

function PupilWords({ pupil }: { readonly pupil: FoundPupil }): JSX.Element {
  const place = [pupil.className, pupil.schoolName].filter((word) => word !== null).join(' · ');
  return (
    <span>
      <strong>
        {pupil.lastName} {pupil.firstName}
      </strong>{' '}
      <span class="soft">
        {place} · {pupil.pupilCode}
      </span>
    </span>
  );
}
