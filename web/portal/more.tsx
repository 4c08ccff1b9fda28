// Altro: who is signed in, the receipts, the password, the language, the way out.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SessionView } from '#identity/api.ts';
import { FailureAlert } from '../kit/alert.tsx';
import type { Failure } from '../kit/api.ts';
import { Choices } from '../kit/choices.tsx';
import { Icon } from '../kit/icons.tsx';
import { PageTitle } from '../kit/page-title.tsx';
import { Link } from '../kit/router.tsx';
import { MessageChoice } from './message-choice.tsx';
import { TelephoneLink } from './telephone/telephone-link.tsx';
import { usePortalTexts } from './texts.ts';

export function More(props: {
  readonly session: SessionView;
  onSignOut(): Promise<Failure | undefined>;
}): JSX.Element {
  const { say, language, choose } = usePortalTexts();
  const [failure, setFailure] = useState<Failure>();
  const { account, tenant } = props.session;
  return (
    <>
      <PageTitle title={say('section.more')} />
      <div class="stack">
        <section class="card">
          <h2>{say('more.you')}</h2>
          <dl class="facts">
            <div>
              <dt>{say('more.name')}</dt>
              <dd>{account.displayName}</dd>
            </div>
            <div>
              <dt>{say('more.municipality')}</dt>
              <dd>{tenant.name}</dd>
            </div>
          </dl>
        </section>
        <ul class="plain-list link-list">
          <li>
            <Link to="/menu">
              {say('section.menu')}
              <Icon name="next" />
            </Link>
          </li>
          <li>
            <Link to="/ricevute">
              {say('section.receipts')}
              <Icon name="next" />
            </Link>
          </li>
          <li>
            <Link to="/certificati">
              {say('section.certificates')}
              <Icon name="next" />
            </Link>
          </li>
          <TelephoneLink />
          <li>
            <Link to="/altro/password">
              {say('more.password')}
              <Icon name="next" />
            </Link>
          </li>
          <li>
            <button type="button" onClick={() => void props.onSignOut().then(setFailure)}>
              {say('kit.sign-out')}
            </button>
          </li>
        </ul>
        {failure !== undefined && <FailureAlert failure={failure} of="change" />}
        <MessageChoice />
        <Choices
          label={say('more.language')}
          choices={[
            { value: 'it', word: 'Italiano' },
            { value: 'en', word: 'English' },
          ]}
          chosen={language}
          onChoose={(value) => void choose(value === 'en' ? 'en' : 'it')}
        />
      </div>
    </>
  );
}
