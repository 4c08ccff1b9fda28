// What is filled in about an event, and the request it makes; or what is still missing, field by field.
import type { EventBody, EventChoices } from '#day-events/api.ts';
import type { Day } from '#ground/day.ts';
import { asDay, daysBetween, parseDay } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';

export type EventKind = EventBody['kind'];

export interface EventDraft {
  readonly kind: EventKind;
  readonly lunch: 'none' | 'packed';
  readonly reason: string;
  readonly from: string;
  /** Empty: one day. */
  readonly to: string;
  /** Empty: every meal service of the classes. */
  readonly serviceId: string;
  /** Of a closure: 'tenant', a grade or the id of a school. */
  readonly scope: string;
  readonly schoolId: string;
  readonly classIds: readonly string[];
}

export type DraftField = 'reason' | 'from' | 'to' | 'classes';
export type DraftMistake = DraftField | 'from-past' | 'to-before-from' | 'to-too-long';

/** A strike lasts days, a closure weeks; more is a slip of the keyboard. */
const daysMax = 60;

export function emptyDraft(choices: EventChoices): EventDraft {
  const [school] = choices.schools;
  return {
    kind: choices.schools.some((one) => one.isRecorded) ? 'strike' : 'closure',
    lunch: 'none',
    reason: '',
    from: '',
    to: '',
    serviceId: '',
    scope: 'tenant',
    schoolId: school?.schoolId ?? '',
    classIds: [],
  };
}

/** The kinds that this account may record: outings and strikes where they are recorded, the rest only in the office. */
export function kindsOf({ isOffice, canRecord, schools }: EventChoices): readonly EventKind[] {
  const recorded = canRecord && schools.some((school) => school.isRecorded);
  return [
    ...(recorded ? (['strike', 'outing'] as const) : []),
    ...(isOffice ? (['opening', 'closure'] as const) : []),
  ];
}

export function mistakesOf(
  draft: EventDraft,
  today: Day,
): Partial<Record<DraftField, DraftMistake>> {
  const from = parseDay(draft.from);
  const to = draft.to === '' ? from : parseDay(draft.to);
  const mistakes: Partial<Record<DraftField, DraftMistake>> = {};
  if (draft.reason.trim().length < 2) mistakes.reason = 'reason';
  if (from === undefined) mistakes.from = 'from';
  else if (from < today) mistakes.from = 'from-past';
  if (to === undefined && draft.to !== '') mistakes.to = 'to';
  else if (from !== undefined && to !== undefined && to < from) mistakes.to = 'to-before-from';
  else if (from !== undefined && to !== undefined && daysBetween(from, to) >= daysMax)
    mistakes.to = 'to-too-long';
  if (draft.kind !== 'closure' && draft.classIds.length === 0) mistakes.classes = 'classes';
  return mistakes;
}

/** Only of a draft without mistakes. */
export function bodyOf(draft: EventDraft, choices: EventChoices): EventBody {
  const { kind, classIds, serviceId } = draft;
  const reason = draft.reason.trim();
  const from = parseDay(draft.from) ?? asDay(choices.today);
  const to = parseDay(draft.to) ?? from;
  if (kind === 'closure') return { kind, reason, scope: scopeOf(draft.scope), from, to };
  const ofClasses = { reason, classIds: [...classIds], days: eachDay({ from, to }) };
  const service = serviceId === '' ? null : serviceId;
  if (kind === 'outing') return { kind, lunch: draft.lunch, serviceId: service, ...ofClasses };
  if (kind === 'strike') return { kind, serviceId: service, ...ofClasses };
  return { kind, serviceId: service ?? choices.services[0]?.serviceId ?? '', ...ofClasses };
}

function scopeOf(scope: string): Extract<EventBody, { kind: 'closure' }>['scope'] {
  switch (scope) {
    case 'tenant':
      return { kind: 'tenant' };
    case 'nursery':
    case 'primary':
    case 'middle':
      return { kind: 'grade', grade: scope };
    default:
      return { kind: 'school', schoolId: scope };
  }
}
