// A certificate is sent: for whom, which days, the file or a photo of the sheet; then what happens next.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { TodayResponse } from '#bookings/api.ts';
import { parseDay } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { Alert, FailureAlert } from '../../kit/alert.tsx';
import { Button } from '../../kit/button.tsx';
import { useCertificateUpload } from '../../kit/certificate-upload.ts';
import { Choices } from '../../kit/choices.tsx';
import { dayInWords } from '../../kit/civil-words.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { FileField } from '../../kit/file-field.tsx';
import { UploadProgress } from '../../kit/upload-progress.tsx';
import { useCertificateTexts } from './texts.ts';

export function SendCertificate(props: {
  readonly childrenOfFamily: TodayResponse['children'];
  readonly pupilId: string | undefined;
  readonly from: string | undefined;
  readonly today: Day;
  onClose(): void;
  onRecorded(): void;
}): JSX.Element {
  const { say, language } = useCertificateTexts();
  const { childrenOfFamily, today } = props;
  const [onlyChild] = childrenOfFamily.length === 1 ? childrenOfFamily : [];
  const [pupilId, setPupilId] = useState(props.pupilId ?? onlyChild?.pupilId ?? '');
  const [fromText, setFromText] = useState(props.from ?? '');
  const [toText, setToText] = useState('');
  const [file, setFile] = useState<File>();
  const [tried, setTried] = useState(false);
  const sending = useCertificateUpload('/certificates');

  const child = childrenOfFamily.find((one) => one.pupilId === pupilId);
  const [from, to] = [parseDay(fromText), parseDay(toText)];
  const mistakes = {
    who: child === undefined ? 'mistake.who' : undefined,
    from: from === undefined ? 'mistake.day' : undefined,
    to: mistakeOfEnd(from, to, today),
    file: file === undefined ? 'mistake.file' : undefined,
  } as const;
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (child === undefined || from === undefined || to === undefined || file === undefined) return;
    if (mistakes.to !== undefined) return;
    if (await sending.send({ pupilId, from, to, file })) props.onRecorded();
  };
  const shown = (field: keyof typeof mistakes): string | undefined => {
    const mistake = mistakes[field];
    return tried && mistake !== undefined ? say(mistake) : undefined;
  };
  const words = (day: string): string => dayInWords(day, language, today);

  if (sending.isSent) {
    return (
      <Dialog title={say('sent.title')} onClose={props.onClose}>
        <div class="stack">
          <Alert tone="success">
            <p>
              {say('sent.what', {
                name: child?.firstName ?? '',
                from: words(fromText),
                to: words(toText),
              })}
            </p>
            <p>{say('sent.next')}</p>
          </Alert>
          <Button size="wide" onPress={props.onClose}>
            {say('close')}
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={say('send')} busy={sending.isBusy} onClose={props.onClose}>
      <form noValidate onSubmit={(event) => void send(event)}>
        {childrenOfFamily.length > 1 && (
          <Choices
            label={say('who')}
            choices={childrenOfFamily.map((one) => ({ value: one.pupilId, word: one.firstName }))}
            chosen={pupilId}
            onChoose={setPupilId}
          />
        )}
        {onlyChild !== undefined && (
          <p>
            <strong>{onlyChild.firstName}</strong> <span class="soft">{onlyChild.className}</span>
          </p>
        )}
        {shown('who') !== undefined && (
          <Alert tone="problem">
            <p>{shown('who')}</p>
          </Alert>
        )}
        <Field
          name="from"
          type="date"
          label={say('from')}
          mistake={shown('from')}
          value={fromText}
          onValue={setFromText}
        />
        <Field
          name="to"
          type="date"
          label={say('to')}
          hint={say('to-hint')}
          min={today}
          mistake={shown('to')}
          value={toText}
          onValue={setToText}
        />
        <FileField
          label={say('file')}
          hint={say('file-hint')}
          words={{
            photo: say('file-photo'),
            file: say('file-choose'),
            chosen: say('file-chosen', { name: file?.name ?? '' }),
          }}
          mistake={shown('file')}
          file={file}
          onFile={setFile}
        />
        <div class="stack">
          <p class="soft">{say('health')}</p>
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
            {say('submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The key of what is wrong with the last day. */
function mistakeOfEnd(
  from: Day | undefined,
  to: Day | undefined,
  today: Day,
): 'mistake.day' | 'mistake.over' | 'mistake.order' | undefined {
  if (to === undefined) return 'mistake.day';
  if (to < today) return 'mistake.over';
  return from !== undefined && to < from ? 'mistake.order' : undefined;
}
