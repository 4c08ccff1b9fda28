// For whom an event is: the classes of a school, or, of a closure, everybody, a grade or a school.
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { EventChoices } from '#day-events/api.ts';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icons.tsx';
import type { EventDraft } from './day-event-draft.ts';
import { Select } from '../kit/select.tsx';
import { useOfficeTexts } from './texts.ts';

interface PlacesProps {
  readonly draft: EventDraft;
  readonly choices: EventChoices;
  readonly mistake: string | undefined;
  onChange(part: Partial<EventDraft>): void;
}

export function EventPlaces(props: PlacesProps): JSX.Element {
  const { say } = useOfficeTexts();
  const { draft, choices, onChange } = props;
  const grades = [...new Set(choices.schools.map((school) => school.grade))];
  if (draft.kind === 'closure')
    return (
      <Select
        label={say('events.scope')}
        value={draft.scope}
        options={[
          { value: 'tenant', word: say('events.scope.tenant') },
          ...grades.map((grade) => ({ value: grade, word: say(`events.scope.${grade}`) })),
          ...choices.schools.map(({ schoolId, name }) => ({ value: schoolId, word: name })),
        ]}
        onValue={(scope) => onChange({ scope })}
      />
    );
  return (
    <>
      {choices.services.length > 1 && (
        <Select
          label={say('events.service')}
          value={draft.serviceId}
          options={[
            ...(draft.kind === 'opening' ? [] : [{ value: '', word: say('events.service.all') }]),
            ...choices.services.map(({ serviceId, name }) => ({ value: serviceId, word: name })),
          ]}
          onValue={(serviceId) => onChange({ serviceId })}
        />
      )}
      <ClassChoices {...props} />
    </>
  );
}

function ClassChoices({ draft, choices, mistake, onChange }: PlacesProps): JSX.Element {
  const { say } = useOfficeTexts();
  const mistakeId = useId();
  const offered = choices.schools.filter((school) => draft.kind === 'opening' || school.isRecorded);
  const school = offered.find((one) => one.schoolId === draft.schoolId) ?? offered[0];
  const all = school?.classes.map((one) => one.classId) ?? [];
  const isAll = all.length > 0 && all.every((classId) => draft.classIds.includes(classId));
  const toggle = (classId: string, isChosen: boolean): void =>
    onChange({
      classIds: isChosen
        ? [...draft.classIds, classId]
        : draft.classIds.filter((one) => one !== classId),
    });
  return (
    <>
      {offered.length > 1 && (
        <Select
          label={say('events.school')}
          value={school?.schoolId ?? ''}
          options={offered.map(({ schoolId, name }) => ({ value: schoolId, word: name }))}
          onValue={(schoolId) => onChange({ schoolId, classIds: [] })}
        />
      )}
      <fieldset class="choices" aria-describedby={mistake === undefined ? undefined : mistakeId}>
        <legend>{say('events.classes')}</legend>
        {school?.classes.map(({ classId, name }) => (
          <label class="choice" key={classId}>
            <input
              type="checkbox"
              checked={draft.classIds.includes(classId)}
              aria-invalid={mistake !== undefined}
              onChange={(event) => toggle(classId, event.currentTarget.checked)}
            />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      <div class="field">
        <Button look="secondary" onPress={() => onChange({ classIds: isAll ? [] : all })}>
          {say(isAll ? 'events.classes-none' : 'events.classes-all')}
        </Button>
        {mistake !== undefined && (
          <p class="mistake" id={mistakeId}>
            <Icon name="problem" />
            {mistake}
          </p>
        )}
      </div>
    </>
  );
}
