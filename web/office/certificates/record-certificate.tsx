// A certificate that came by mail or over the desk: whose, when it came, which days, and the page.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { parseDay } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { Alert, FailureAlert } from '../../kit/alert.tsx';
import { Button } from '../../kit/button.tsx';
import { useCertificateUpload } from '../../kit/certificate-upload.ts';
import { Choices } from '../../kit/choices.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { FileField } from '../../kit/file-field.tsx';
import { UploadProgress } from '../../kit/upload-progress.tsx';
import { PupilPicker } from './pupil-picker.tsx';
import type { FoundPupil } from './pupil-picker.tsx';
import { useCertificateTexts } from './texts.ts';

export function RecordCertificate(props: {
  readonly today: Day;
  onClose(): void;
  onRecorded(sentence: string): void;
}): JSX.Element {
  const { say } = useCertificateTexts();
  const [pupil, setPupil] = useState<FoundPupil>();
  const [by, setBy] = useState('mail');
  const [onText, setOnText] = useState<string>(props.today);
  const [fromText, setFromText] = useState('');
  const [toText, setToText] = useState('');
  const [file, setFile] = useState<File>();
  const [tried, setTried] = useState(false);
  const sending = useCertificateUpload('/staff/certificates');

  const [on, from, to] = [parseDay(onText), parseDay(fromText), parseDay(toText)];
  const mistakes = {
    pupil: pupil === undefined ? say('mistake.pupil') : undefined,
    on: on === undefined ? say('mistake.day') : undefined,
    from: from === undefined ? say('mistake.day') : undefined,
    to:
      to === undefined
        ? say('mistake.day')
        : from !== undefined && to < from
          ? say('mistake.order')
          : undefined,
    file: file === undefined ? say('mistake.file') : undefined,
  };
  const shown = (field: keyof typeof mistakes): string | undefined =>
    tried ? mistakes[field] : undefined;
  const record = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (pupil === undefined || file === undefined) return;
    if (Object.values(mistakes).some((mistake) => mistake !== undefined)) return;
    const { pupilId } = pupil;
    const arrived = { by, on: onText };
    const isSent = await sending.send({ pupilId, from: fromText, to: toText, file, arrived });
    if (!isSent) return;
    props.onRecorded(say('record.done'));
    props.onClose();
  };
  return (
    <Dialog title={say('record')} busy={sending.isBusy} onClose={props.onClose}>
      <PupilPicker chosen={pupil} mistake={shown('pupil')} onChoose={setPupil} />
      <form noValidate onSubmit={(event) => void record(event)}>
        <Choices
          label={say('record.how')}
          choices={[
            { value: 'mail', word: say('record.mail') },
            { value: 'desk', word: say('record.desk') },
          ]}
          chosen={by}
          onChoose={setBy}
        />
        <Field
          name="on"
          type="date"
          label={say('record.on')}
          max={props.today}
          mistake={shown('on')}
          value={onText}
          onValue={setOnText}
        />
        <Field
          name="from"
          type="date"
          label={say('record.from')}
          mistake={shown('from')}
          value={fromText}
          onValue={setFromText}
        />
        <Field
          name="to"
          type="date"
          label={say('record.to')}
          mistake={shown('to')}
          value={toText}
          onValue={setToText}
        />
        <FileField
          label={say('record.file')}
          hint={say('record.file-hint')}
          words={{
            photo: say('record.file-photo'),
            file: say('record.file-choose'),
            chosen: file?.name ?? '',
          }}
          mistake={shown('file')}
          file={file}
          onFile={setFile}
        />
        <div class="stack">
          {sending.progress !== undefined && (
            <UploadProgress
              share={sending.progress}
              word={
                sending.progress === 0
                  ? say('preparing')
                  : say('sending', { percent: Math.round(sending.progress * 100) })
              }
            />
          )}
          {sending.problem !== undefined && (
            <Alert tone="problem">
              <p>{say(sending.problem, { megabytes: 8 })}</p>
            </Alert>
          )}
          {sending.failure !== undefined && <FailureAlert failure={sending.failure} of="change" />}
          <Button type="submit" size="large" busy={sending.isBusy}>
            {say('record.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
