// What opens one child on the telephone: its code, read in threes, and whether there is a PIN.
import type { JSX } from 'preact';
import { Button } from '../../kit/button.tsx';
import { ReceiptCode } from '../../kit/receipt-code.tsx';
import type { PhoneChild } from './telephone.tsx';
import { useTelephoneTexts } from './texts.ts';

export function ChildCode(props: {
  readonly child: PhoneChild;
  /** In words; null: there is none. */
  readonly pinSince: string | null;
  /** Whether the line asks for one, now or from a day to come. */
  readonly hasPin: boolean;
  /** Just now. */
  readonly isSaved: boolean;
  onChoose(): void;
}): JSX.Element {
  const { say } = useTelephoneTexts();
  const { child, pinSince } = props;
  const name = child.firstName;
  const act = pinSince === null ? 'choose' : 'change';
  return (
    <section class="card stack" aria-label={name}>
      <h2>{name}</h2>
      {child.phoneCode === null ? (
        <p>{say('no-code')}</p>
      ) : (
        <>
          <div class="receipt-box">
            <p>{say('code')}</p>
            <ReceiptCode code={child.phoneCode} />
          </div>
          {props.hasPin && (
            <>
              <dl class="facts">
                <div>
                  <dt>{say('pin')}</dt>
                  <dd>
                    {pinSince === null ? say('pin-missing') : say('pin-since', { when: pinSince })}
                  </dd>
                </div>
              </dl>
              <Button
                look="secondary"
                size="wide"
                label={say(`${act}-for`, { name })}
                onPress={props.onChoose}
              >
                {say(act)}
              </Button>
              <p role="status">{props.isSaved ? say('saved', { name }) : ''}</p>
            </>
          )}
        </>
      )}
    </section>
  );
}
