// Suspensions that nobody has ended: how many on the page Oggi, all of them on a page of their own (RULES B1).
import type { JSX } from 'preact';
import type { OpenSuspensionList } from '#open-suspensions/api.ts';
import { FailureAlert, Waiting } from '../kit/alert.tsx';
import { Breadcrumbs } from '../kit/breadcrumbs.tsx';
import { dayInWords, instantOf, momentInWords } from '../kit/civil-words.ts';
import { Icon } from '../kit/icons.tsx';
import { PageTitle } from '../kit/page-title.tsx';
import { useRemote } from '../kit/remote.ts';
import { Link } from '../kit/router.tsx';
import { useOfficeTexts } from './texts.ts';

const path = '/staff/open-suspensions';

export function OpenSuspensions({
  isShort = false,
}: {
  readonly isShort?: boolean;
}): JSX.Element | null {
  const { say } = useOfficeTexts();
  const remote = useRemote<OpenSuspensionList>(path);
  const { value, failure } = remote;
  if (isShort) {
    const count = value?.suspensions.length ?? 0;
    if (count === 0) return null;
    return (
      <p>
        <Link to="/oggi/disdette" class="button secondary">
          {say('suspensions.count', { count })}
          <Icon name="next" />
        </Link>
      </p>
    );
  }
  return (
    <>
      <Breadcrumbs
        above={[{ to: '/oggi', word: say('section.today') }]}
        here={say('suspensions.title')}
      />
      <PageTitle title={say('suspensions.title')} />
      {value === undefined && failure === undefined && <Waiting />}
      {failure !== undefined && (
        <FailureAlert failure={failure} of="reading" onRetry={() => void remote.refresh()} />
      )}
      {value !== undefined && <List list={value} />}
    </>
  );
}

function List({ list }: { readonly list: OpenSuspensionList }): JSX.Element {
  const { say, language } = useOfficeTexts();
  if (list.suspensions.length === 0) return <p>{say('suspensions.none')}</p>;
  return (
    <div class="stack">
      <p>{say('suspensions.note')}</p>
      <ul class="plain-list suspension-list">
        {list.suspensions.map((one) => (
          <li class="card" key={`${one.pupilId} ${one.serviceName}`}>
            <strong>{one.name}</strong>
            <span>{`${one.className}, ${one.schoolName}`}</span>
            <span>
              {say('suspensions.since', {
                days: one.days,
                from: dayInWords(one.from, language, list.day),
              })}
            </span>
            <span>
              {one.remindedAt === null
                ? say('suspensions.not-reminded')
                : say('suspensions.reminded', {
                    when: momentInWords(instantOf(one.remindedAt), language, list.day),
                  })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
