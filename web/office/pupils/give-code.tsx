// The one-time code: asked for on purpose; read out slowly or printed, and then seen this once, or sent by SMS (RULES E1).
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { GuardianCodeView } from '#enrolment/api.ts';
import type { CodeSmsView } from '#enrolment/credential-api.ts';
import { Alert, FailureAlert } from '../../kit/alert.tsx';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Icon } from '../../kit/icons.tsx';
import { ReceiptCode } from '../../kit/receipt-code.tsx';
import { ByWhat, CodeBySms } from './code-by-sms.tsx';
import type { Guardian } from './guardians.tsx';
import { useMadeOnce } from '../made-once.ts';
import { printLetter } from './print-letter.ts';
import { usePupilTexts } from './texts.ts';

export function GiveCode(props: {
  readonly pupilId: string;
  readonly guardian: Guardian;
  /** What would go by SMS; undefined while nobody knows. */
  readonly sms: CodeSmsView | undefined;
  onSent(): Promise<void>;
  onClose(): void;
}): JSX.Element {
  const { say } = usePupilTexts();
  const [bySms, setBySms] = useState(false);
  const { pupilId, guardian } = props;
  const name = `${guardian.firstName} ${guardian.lastName}`;
  const path = codePathOf(pupilId, guardian);
  const { busy, failure, made: given, make } = useMadeOnce<GuardianCodeView>(path);
  return (
    <Dialog
      title={given === undefined ? say('give.title') : say('give.letter-to', { name })}
      busy={busy}
      onClose={props.onClose}
    >
      {given === undefined ? (
        <div class="stack">
          <p>{say('give.ask', { name })}</p>
          <Alert tone="note">
            <p>{say('give.check', { name })}</p>
          </Alert>
          {props.sms?.means.hasSms === true && <ByWhat bySms={bySms} onChoose={setBySms} />}
          {bySms && props.sms !== undefined ? (
            <CodeBySms path={path} sms={props.sms} onSent={props.onSent} onClose={props.onClose} />
          ) : (
            <>
              {failure !== undefined && <FailureAlert failure={failure} of="change" />}
              <Button size="wide" busy={busy} onPress={() => void make()}>
                {say('give.create')}
              </Button>
            </>
          )}
        </div>
      ) : (
        <div class="stack">
          <div class="letter stack">
            <p class="printed-only">
              <strong>{say('give.letter')}</strong>
              <br />
              {say('give.letter-to', { name })}
            </p>
            <div class="receipt-box">
              <p class="not-printed">{say('give.code')}</p>
              <ReceiptCode code={given.code} />
            </div>
            <p>
              <strong>{say('give.login', { login: given.login })}</strong>
            </p>
            <p>{say('give.how')}</p>
            <p>{say('give.once', { hours: given.validHours })}</p>
          </div>
          <div class="button-row">
            <Button look="secondary" onPress={printLetter}>
              <Icon name="print" />
              {say('give.print')}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

export const codePathOf = (pupilId: string, { guardianId }: Guardian): string =>
  `/staff/pupils/${pupilId}/guardians/${guardianId}/recovery-code`;
