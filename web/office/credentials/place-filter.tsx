// Of which school and class: two lists, the second once there is a school.
import type { JSX } from 'preact';
import type { CredentialListView } from '#enrolment/credential-api.ts';
import { Select } from '../../kit/select.tsx';
import { useCredentialTexts } from './texts.ts';

/** Empty: every one. */
export interface Place {
  readonly schoolId: string;
  readonly classId: string;
}

export function PlaceFilter(props: {
  readonly schools: CredentialListView['schools'];
  readonly place: Place;
  onPlace(place: Place): void;
}): JSX.Element {
  const { say } = useCredentialTexts();
  const { schools, place, onPlace } = props;
  const school = schools.find(({ schoolId }) => schoolId === place.schoolId);
  return (
    <div class="credential-filter">
      <Select
        label={say('school')}
        value={place.schoolId}
        options={[
          { value: '', word: say('every-school') },
          ...schools.map(({ schoolId, schoolName }) => ({ value: schoolId, word: schoolName })),
        ]}
        onValue={(schoolId) => onPlace({ schoolId, classId: '' })}
      />
      {school !== undefined && (
        <Select
          label={say('class')}
          value={place.classId}
          options={[
            { value: '', word: say('every-class') },
            ...school.classes.map(({ classId, className }) => ({
              value: classId,
              word: className,
            })),
          ]}
          onValue={(classId) => onPlace({ schoolId: place.schoolId, classId })}
        />
      )}
    </div>
  );
}
