// A new menu: its name, for whom, how many weeks it turns in, and its first period.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SeasonsView } from '#menus/api.ts';
import { FailureAlert } from '../../kit/alert.tsx';
import { Breadcrumbs } from '../../kit/breadcrumbs.tsx';
import { Button } from '../../kit/button.tsx';
import { Choices } from '../../kit/choices.tsx';
import { Field } from '../../kit/field.tsx';
import { PageTitle } from '../../kit/page-title.tsx';
import { navigate } from '../../kit/router.tsx';
import { useDeskWords } from './desk-words.ts';
import { SpanFields } from './season-dates.tsx';
import { Select } from '../../kit/select.tsx';
import { useMenuWrite } from './write-menu.ts';

const grades = ['every', 'nursery', 'primary', 'middle'] as const;
const weeksUsualMax = 9;

export function NewSeason(props: { readonly menus: SeasonsView; onCreated(): void }): JSX.Element {
  const { say } = useDeskWords();
  const { menus } = props;
  const write = useMenuWrite();
  const [name, setName] = useState('');
  const [kind, setKind] = useState('winter');
  const [grade, setGrade] = useState('every');
  const [serviceId, setServiceId] = useState(menus.services[0]?.serviceId ?? '');
  const [weeks, setWeeks] = useState(4);
  const [span, setSpan] = useState({ from: '', to: '', firstWeek: 1 });
  const [isMissing, setIsMissing] = useState(false);
  const create = async (): Promise<void> => {
    const missing = name.trim() === '' || span.from === '' || span.to === '';
    setIsMissing(missing);
    if (missing) return;
    const id = await write.send('/menus', {
      name,
      kind,
      serviceId,
      grade: grade === 'every' ? null : grade,
      rotationWeeks: weeks,
      spans: [{ ...span, firstWeek: Math.min(span.firstWeek, weeks) }],
    });
    if (id === undefined) return;
    props.onCreated();
    navigate('/menu');
  };
  return (
    <>
      <Breadcrumbs above={[{ to: '/menu', word: say('desk.title') }]} here={say('new.title')} />
      <div class="narrow">
        <PageTitle title={say('new.title')} />
        <Field
          label={say('new.name')}
          hint={say('new.name-hint')}
          name="name"
          value={name}
          mistake={isMissing && name.trim() === '' ? say('new.missing') : undefined}
          onValue={setName}
        />
        <Choices
          label={say('new.kind')}
          chosen={kind}
          choices={[
            { value: 'winter', word: say('kind.winter') },
            { value: 'summer', word: say('kind.summer') },
          ]}
          onChoose={setKind}
        />
        {menus.services.length > 1 && (
          <Select
            label={say('new.service')}
            value={serviceId}
            options={menus.services.map((one) => ({
              value: one.serviceId,
              word: one.serviceName,
            }))}
            onValue={setServiceId}
          />
        )}
        <Select
          label={say('new.grade')}
          value={grade}
          options={grades.map((value) => ({ value, word: say(`grade.${value}`) }))}
          onValue={setGrade}
        />
        <Select
          label={say('new.weeks')}
          value={String(weeks)}
          options={Array.from({ length: weeksUsualMax }, (_, index) => ({
            value: String(index + 1),
            word: String(index + 1),
          }))}
          onValue={(value) => setWeeks(Number(value))}
        />
        <SpanFields number={1} span={span} weeks={weeks} onSpan={setSpan} />
        {isMissing && <p class="mistake-line">{say('new.missing')}</p>}
        {write.failure !== undefined && <FailureAlert failure={write.failure} of="change" />}
        <Button size="wide" busy={write.busy} onPress={() => void create()}>
          {say('new.create')}
        </Button>
      </div>
    </>
  );
}
