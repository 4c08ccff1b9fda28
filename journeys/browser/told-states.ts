// Every state of a day on one screen: the server's answer about a child is told again for each of them, so that the eye
// and axe meet also those that need a strike, a hold or a correction.
import type { Page } from '@playwright/test';

interface Told {
  readonly firstName: string;
  readonly day: Record<string, unknown>;
  readonly facts: Record<string, unknown>;
  readonly suspension?: Record<string, unknown>;
}

const receipt = '123456782';
const meal = (outcome: string, correction: string | null, plain = false) => ({
  frozen: true,
  meal: { outcome, plain, correction },
});

/** Of the real day nothing may shine through, whatever time it is. */
const untold = {
  classDay: { kind: 'canteen' },
  frozen: false,
  amnestyUntil: null,
  onHold: false,
  suspensionReceipt: null,
  absenceReceipt: null,
  plainReceipt: null,
  certificateReceipt: null,
  optInReceipt: null,
  meal: null,
  present: null,
};

const told: readonly Told[] = [
  { firstName: 'Prevista', day: { state: 'expected' }, facts: {} },
  {
    firstName: 'Al sacco',
    day: { state: 'expected' },
    facts: { classDay: { kind: 'canteen', packedLunch: true } },
  },
  { firstName: 'Assente', day: { state: 'absent' }, facts: { absenceReceipt: receipt } },
  {
    firstName: 'In bianco',
    day: { state: 'plain', changedBy: 'Chiara Bonaldi' },
    facts: { plainReceipt: receipt },
  },
  {
    firstName: 'Con certificato',
    day: { state: 'plain' },
    facts: { certificateReceipt: receipt },
  },
  {
    firstName: 'Sospesa',
    day: { state: 'suspended' },
    facts: { suspensionReceipt: receipt },
    suspension: { from: '2026-10-12', to: null, receiptCode: receipt, by: 'Andrea Zanetti' },
  },
  {
    firstName: 'Sospesa poi',
    day: { state: 'expected' },
    facts: {},
    suspension: {
      from: '2026-12-01',
      to: '2026-12-22',
      receiptCode: receipt,
      by: 'ufficio mensa',
    },
  },
  { firstName: 'Dall’ufficio', day: { state: 'on-hold' }, facts: { onHold: true } },
  {
    firstName: 'Sciopero',
    day: { state: 'not-served', reason: 'Sciopero del personale della mensa' },
    facts: { classDay: { kind: 'not-served', because: 'strike', reason: 'Sciopero' } },
  },
  {
    firstName: 'In gita',
    day: { state: 'not-served', reason: 'Gita al museo' },
    facts: { classDay: { kind: 'not-served', because: 'outing', reason: 'Gita al museo' } },
  },
  {
    firstName: 'Adesione',
    day: { state: 'opt-in' },
    facts: { classDay: { kind: 'canteen', opening: 'opt-in' } },
  },
  { firstName: 'Chiusa', day: { state: 'booked' }, facts: meal('booked', null) },
  { firstName: 'Chiusa in bianco', day: { state: 'booked' }, facts: meal('booked', null, true) },
  { firstName: 'Uscita', day: { state: 'booked' }, facts: meal('absent', 'sent-home') },
  { firstName: 'Venuta', day: { state: 'booked' }, facts: meal('booked', 'came-unbooked') },
  {
    firstName: 'Senza pasto',
    day: { state: 'not-booked' },
    facts: meal('booked', 'not-delivered'),
  },
  {
    firstName: 'Proroga',
    day: { state: 'booked' },
    facts: { ...meal('booked', null), amnestyUntil: Date.parse('2026-11-23T11:00:00+01:00') },
  },
  { firstName: 'Amnistia', day: { state: 'not-booked' }, facts: meal('absent', 'amnesty') },
  {
    firstName: 'Appello',
    day: { state: 'booked' },
    facts: { ...meal('booked', null), present: true },
  },
];

export const toldNames: readonly string[] = told.map(({ firstName }) => firstName);

/** From now on Oggi shows a child for each state. */
export async function tellEveryState(page: Page): Promise<void> {
  await page.route('**/api/v1/family/today', async (route) => {
    const answer = await route.fetch();
    // Before the sign-in there is nobody to tell of.
    if (!answer.ok()) return route.fulfill({ response: answer });
    const body = toToday(await answer.json());
    const [child] = body.children;
    if (child === undefined) throw new Error('a family without children');
    const children = told.map(({ firstName, day, facts, suspension = null }, index) => ({
      ...child,
      pupilId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      firstName,
      services: child.services.slice(0, 1).map((service) => ({
        ...service,
        suspension,
        day: { ...service.day, ...day, facts: { ...service.day.facts, ...untold, ...facts } },
      })),
    }));
    return route.fulfill({ response: answer, json: { ...body, children } });
  });
}

interface Today {
  readonly children: readonly {
    readonly services: readonly {
      readonly day: { readonly facts: Record<string, unknown> };
    }[];
  }[];
}

function toToday(body: unknown): Today {
  return body as Today;
}
