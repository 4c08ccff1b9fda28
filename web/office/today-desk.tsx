// Oggi: the schools of today with their counts, what looks wrong, and each class with its roll call.
import type { JSX } from 'preact';
import type { TodaySchools } from '#morning/api.ts';
import { Alert, FailureAlert, Waiting } from '../kit/alert.tsx';
import { dayInWords } from '../kit/civil-words.ts';
import { PageTitle } from '../kit/page-title.tsx';
import { useRemote } from '../kit/remote.ts';
import { ClassRollCall } from './class-roll-call.tsx';
import { NumberAge } from './number-age.tsx';
import { OpenSuspensions } from './open-suspensions.tsx';
import type { SectionProps } from './sections.ts';
import { useOfficeTexts } from './texts.ts';
import { TodaySchool } from './today-school.tsx';
import './today.scss';

const askAgainMs = 15_000;

/** '' is today; 'classe/<service>/<class>' the roll call of a class; 'disdette' the open suspensions. */
export function TodayDesk({ place, session }: SectionProps): JSX.Element {
  const [what, serviceId, classId] = place.split('/');
  if (what === 'classe' && serviceId !== undefined && classId !== undefined) {
    return <ClassRollCall serviceId={serviceId} classId={classId} />;
  }
  if (what === 'disdette') return <OpenSuspensions />;
  const isOffice = session.account.roles.some(
    ({ role }) => role === 'office' || role === 'administrator',
  );
  return <Today isOffice={isOffice} />;
}

function Today({ isOffice }: { readonly isOffice: boolean }): JSX.Element {
  const { say, language } = useOfficeTexts();
  const remote = useRemote<TodaySchools>('/staff/today', askAgainMs);
  const { value, failure } = remote;
  const title =
    value === undefined
      ? say('section.today')
      : say('today.title', { day: dayInWords(value.day, language) });
  return (
    <>
      <PageTitle title={title} />
      {value === undefined && failure === undefined && <Waiting />}
      {value === undefined && failure !== undefined && (
        <FailureAlert failure={failure} of="reading" onRetry={() => void remote.refresh()} />
      )}
      {value !== undefined && (
        <div class="stack">
          <NumberAge remote={remote} />
          <Hands today={value} />
          {value.schools.length === 0 && <p>{say('today.none')}</p>}
          <div class="today-schools">
            {raisedFirst(value.schools).map((school) => (
              <TodaySchool
                key={`${school.schoolId} ${school.serviceId}`}
                school={school}
                isOpen={value.schools.length === 1}
              />
            ))}
          </div>
          {isOffice && <OpenSuspensions isShort />}
        </div>
      )}
    </>
  );
}

function Hands({ today }: { readonly today: TodaySchools }): JSX.Element | null {
  const { say } = useOfficeTexts();
  const count = today.schools.filter((school) => school.hand !== null).length;
  if (count === 0) return null;
  return (
    <Alert tone="warning">
      <p>{say('today.hands', { count })}</p>
    </Alert>
  );
}

function raisedFirst(schools: TodaySchools['schools']): TodaySchools['schools'] {
  return schools.toSorted((one, other) => Number(one.hand === null) - Number(other.hand === null));
}
