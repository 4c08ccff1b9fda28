// Every route walked with the identifiers and the sessions of others: another family's, another town's, another role's.
import { randomUUID } from 'node:crypto';
import type { InjectOptions, Response } from 'light-my-request';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SampleFamily } from '#bookings/sample.ts';
import type { StaffRole } from '#ground/actor.ts';
import type { Database } from '#platform/database.ts';
import { recoveryHashOf } from '#identity/complete-recovery.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import { cookieOf, password, staffRoles, twoTowns } from './two-towns.ts';
import type { JourneyTown, TwoTowns } from './two-towns.ts';

type Role = 'nobody' | 'family' | StaffRole;
const everybody: readonly Role[] = ['nobody', 'family', ...staffRoles];
const signedIn: readonly Role[] = ['family', ...staffRoles];
const takersOfRollCalls: readonly Role[] = ['office', 'school', 'serving-site', 'administrator'];
/** Who decides, and handles children’s health papers. */
const municipality: readonly Role[] = ['office', 'administrator'];
const correctors: readonly Role[] = ['office', 'school', 'serving-site', 'administrator'];
const readersOfPupils: readonly Role[] = ['office', 'school', 'administrator'];
const readersOfKitchens: readonly Role[] = ['office', 'caterer', 'kitchen', 'administrator'];

/** Whose things a request names. */
interface Named {
  readonly pupilId: string;
  readonly kitchenId: string;
  readonly receiptCode: string;
  readonly login: string;
  readonly recoveryToken: string;
  readonly classId: string;
  readonly certificateId: string;
}

interface Walk {
  /** Who may call it; nobody else learns more than that. */
  readonly may: readonly Role[];
  readonly request: (named: Named) => InjectOptions;
  /** To whoever may, with what is theirs. */
  readonly status: number;
  /** What it names; with the same of others it answers `foreignStatus`, as for what does not exist at all. */
  readonly names?: readonly (keyof Named)[];
  readonly foreignStatus?: number;
}

const day = '2026-11-25';
/** Of the class 1A, in the order of the families. */
const classmates = new Map<string, { readonly serviceId: string; readonly pupilIds: string[] }>();
const change = (url: string) => (named: Named) =>
  ({
    method: 'POST',
    url,
    headers: { 'idempotency-key': randomUUID() },
    payload: { entries: [{ pupilId: named.pupilId, days: [day] }] },
  }) as const;

const certificate = (url: string, headers: Record<string, string> = {}) => ({
  method: 'POST' as const,
  url,
  headers: {
    'content-type': 'application/pdf',
    'idempotency-key': randomUUID(),
    'certificate-from': day,
    'certificate-to': day,
    ...headers,
  },
  payload: Buffer.from('no page of a certificate'),
});
const endOfPlainRange = (url: string) => (named: Named) => ({
  ...change(url)(named),
  payload: { entries: [{ pupilId: named.pupilId }] },
});
const aboutCertificate =
  (act: string, payload?: object) =>
  ({ certificateId }: Named) => ({
    method: 'POST' as const,
    url: `/api/v1/${act === 'withdrawal' ? '' : 'staff/'}certificates/${certificateId}/${act}`,
    headers: { 'idempotency-key': randomUUID() },
    ...(payload === undefined ? {} : { payload }),
  });

/** Only a telephone provider's signature lets in, and no session stands for it. */
const unsignedCall = (path: string) => () => ({
  method: 'POST' as const,
  url: `/api/v1/voice/calls${path}`,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  payload: 'CallSid=CA1&From=%2B393331234567&To=%2B3903995550101',
});

const readersOfMenus: readonly Role[] = [
  'office',
  'caterer',
  'school',
  'kitchen',
  'serving-site',
  'administrator',
];
// The caterer of these towns is of one kitchen only; menus are the whole town's.
const writersOfMenus: readonly Role[] = ['office', 'administrator'];
const readersOfEvents: readonly Role[] = ['office', 'caterer', 'school', 'administrator'];
const writersOfEvents: readonly Role[] = ['office', 'school', 'administrator'];

const write = (url: string, payload?: object) => ({
  method: 'POST' as const,
  url,
  headers: { 'idempotency-key': randomUUID() },
  ...(payload === undefined ? {} : { payload }),
});
const strikeOf = (classId: string) => ({
  kind: 'strike',
  reason: 'Sciopero',
  serviceId: null,
  classIds: [classId],
  days: [day],
});

/** The changes that an absence is not, for the family's own child. */
function walksOfFamilyChanges(): Readonly<Record<string, Walk>> {
  const single = { may: ['family'], names: ['pupilId'] } as const;
  return {
    askPlainMeal: { ...single, request: change('/api/v1/plain-meals'), status: 200 },
    undoPlainMeal: { ...single, request: change('/api/v1/plain-meals/undo'), status: 200 },
    // The day is no extra opening.
    optIn: { ...single, request: change('/api/v1/opt-ins'), status: 409 },
    undoOptIn: { ...single, request: change('/api/v1/opt-ins/undo'), status: 409 },
    suspend: { ...single, request: range('/api/v1/suspensions'), status: 200 },
    resume: { ...single, request: range('/api/v1/resumptions'), status: 200 },
  };
}

/** The same on a family's behalf. */
function walksOfStaffChanges(): Readonly<Record<string, Walk>> {
  const single = { may: readersOfPupils, names: ['pupilId'] } as const;
  const at = (path: string): string => `/api/v1/staff/${path}`;
  return {
    staffDeclareAbsence: { ...single, request: change(at('absences')), status: 200 },
    staffUndoAbsence: { ...single, request: change(at('absences/undo')), status: 200 },
    staffAskPlainMeal: { ...single, request: change(at('plain-meals')), status: 200 },
    staffUndoPlainMeal: { ...single, request: change(at('plain-meals/undo')), status: 200 },
    staffOptIn: { ...single, request: change(at('opt-ins')), status: 409 },
    staffUndoOptIn: { ...single, request: change(at('opt-ins/undo')), status: 409 },
    staffSuspend: { ...single, request: range(at('suspensions')), status: 200 },
    staffResume: { ...single, request: range(at('resumptions')), status: 200 },
  };
}

/** Far from the days of the other walks. */
const range = (url: string) => (named: Named) =>
  write(url, {
    entries: [
      {
        pupilId: named.pupilId,
        from: '2027-02-01',
        ...(url.endsWith('suspensions') ? { to: '2027-02-05' } : {}),
      },
    ],
  });

/** Every operation of the OpenAPI document stands here, or the first test fails. */
const walks: Readonly<Record<string, Walk>> = {
  getTenant: { may: everybody, request: () => ({ url: '/api/v1/tenant' }), status: 200 },
  getSession: { may: signedIn, request: () => ({ url: '/api/v1/session' }), status: 200 },
  signIn: {
    may: everybody,
    request: ({ login }) => ({
      method: 'POST',
      url: '/api/v1/session',
      payload: { login, password },
    }),
    status: 200,
    names: ['login'],
    foreignStatus: 401,
  },
  signOut: {
    may: everybody,
    request: () => ({ method: 'DELETE', url: '/api/v1/session' }),
    status: 204,
  },
  changePassword: {
    may: signedIn,
    request: () => ({
      method: 'POST',
      url: '/api/v1/session/password',
      payload: { currentPassword: 'not the one', newPassword: 'altre quattro parole mie' },
    }),
    status: 422,
  },
  askRecovery: {
    may: everybody,
    request: ({ login }) => ({ method: 'POST', url: '/api/v1/recovery', payload: { login } }),
    status: 202,
    names: ['login'],
    // Nobody learns whether a login exists.
    foreignStatus: 202,
  },
  completeRecovery: {
    may: everybody,
    request: ({ recoveryToken }) => ({
      method: 'POST',
      url: '/api/v1/recovery/complete',
      payload: { token: recoveryToken, newPassword: password },
    }),
    status: 204,
    names: ['recoveryToken'],
    foreignStatus: 410,
  },
  readToday: { may: ['family'], request: () => ({ url: '/api/v1/family/today' }), status: 200 },
  readMonth: {
    may: ['family'],
    request: ({ pupilId }) => ({ url: `/api/v1/pupils/${pupilId}/months/2026-11` }),
    status: 200,
    names: ['pupilId'],
  },
  declareAbsence: {
    may: ['family'],
    request: change('/api/v1/absences'),
    status: 200,
    names: ['pupilId'],
  },
  undoAbsence: {
    may: ['family'],
    request: change('/api/v1/absences/undo'),
    status: 200,
    names: ['pupilId'],
  },
  ...walksOfFamilyChanges(),
  readMonthHistory: {
    may: ['family'],
    request: ({ pupilId }) => ({ url: `/api/v1/pupils/${pupilId}/months/2026-11/changes` }),
    status: 200,
    names: ['pupilId'],
  },
  ...walksOfStaffChanges(),
  readFamilyMenu: {
    may: ['family'],
    request: () => ({ url: '/api/v1/family/menu?from=2026-11-23&to=2026-11-27' }),
    status: 200,
  },
  listMenus: { may: writersOfMenus, request: () => ({ url: '/api/v1/menus' }), status: 200 },
  listMenuDays: {
    may: readersOfMenus,
    request: () => ({ url: '/api/v1/menus/days?from=2026-11-23&to=2026-11-27' }),
    status: 200,
  },
  readMenuWeek: {
    may: writersOfMenus,
    request: () => ({ url: `/api/v1/menus/${randomUUID()}/weeks/1` }),
    status: 404,
  },
  createMenu: {
    may: writersOfMenus,
    request: () =>
      write('/api/v1/menus', {
        name: 'Autunno',
        kind: 'winter',
        serviceId: randomUUID(),
        grade: 'primary',
        rotationWeeks: 4,
        spans: [{ from: '2026-10-01', to: '2026-12-31', firstWeek: 1 }],
      }),
    status: 404,
  },
  setMenuDates: {
    may: writersOfMenus,
    request: () =>
      write(`/api/v1/menus/${randomUUID()}/dates`, {
        spans: [{ from: '2026-10-01', to: '2026-12-31', firstWeek: 1 }],
      }),
    status: 404,
  },
  setMenuWeek: {
    may: writersOfMenus,
    request: () => write(`/api/v1/menus/${randomUUID()}/weeks/1`, { days: [] }),
    status: 404,
  },
  publishMenu: {
    may: writersOfMenus,
    request: () => write(`/api/v1/menus/${randomUUID()}/publication`, { from: null }),
    status: 404,
  },
  changeMenuDay: {
    may: writersOfMenus,
    request: () =>
      write(`/api/v1/menus/${randomUUID()}/days/2026-11-25`, { dishes: [], reason: 'Consegna' }),
    status: 404,
  },
  listDayEvents: {
    may: readersOfEvents,
    request: () => ({ url: '/api/v1/staff/day-events' }),
    status: 200,
  },
  readDayEventChoices: {
    may: readersOfEvents,
    request: () => ({ url: '/api/v1/staff/day-events/choices' }),
    status: 200,
  },
  previewDayEvent: {
    may: writersOfEvents,
    request: ({ classId }) => write('/api/v1/staff/day-events/preview', strikeOf(classId)),
    // The town has families report strikes themselves.
    status: 409,
    names: ['classId'],
  },
  recordDayEvent: {
    may: writersOfEvents,
    request: ({ classId }) => write('/api/v1/staff/day-events', strikeOf(classId)),
    status: 409,
    names: ['classId'],
  },
  undoDayEvent: {
    // What does not exist is found by nobody.
    may: readersOfMenus,
    request: () => write(`/api/v1/staff/day-events/${randomUUID()}/undo`),
    status: 404,
  },
  changeCanteenWeekdays: {
    may: ['office', 'administrator'],
    request: () =>
      write('/api/v1/staff/canteen-weekdays', {
        classIds: [],
        serviceId: randomUUID(),
        weekdays: [1],
        from: '2026-12-01',
      }),
    status: 422,
  },
  extendCutOff: {
    may: ['office', 'administrator'],
    request: () =>
      write('/api/v1/staff/cut-off-extensions', {
        schoolId: null,
        day: '2026-09-01',
        until: '10:00',
      }),
    status: 409,
  },
  changeCutOff: {
    may: ['office', 'administrator'],
    request: () =>
      write('/api/v1/staff/cut-offs', { scope: { kind: 'tenant' }, setting: { time: 'late' } }),
    status: 422,
  },
  listReceipts: { may: ['family'], request: () => ({ url: '/api/v1/receipts' }), status: 200 },
  readReceipt: {
    may: ['family'],
    request: ({ receiptCode }) => ({ url: `/api/v1/receipts/${receiptCode}` }),
    status: 200,
    names: ['receiptCode'],
  },
  readReceiptProof: {
    may: ['family'],
    request: ({ receiptCode }) => ({ url: `/api/v1/receipts/${receiptCode}/proof` }),
    status: 200,
    names: ['receiptCode'],
  },
  listReceiptKeys: {
    may: everybody,
    request: () => ({ url: '/api/v1/receipt-keys' }),
    status: 200,
  },
  answerCall: { may: everybody, request: unsignedCall(''), status: 403 },
  hearDigits: { may: everybody, request: unsignedCall('/digits?event=1'), status: 403 },
  hearCallStatus: { may: everybody, request: unsignedCall('/status'), status: 403 },
  readMessageChoices: {
    may: ['family'],
    request: () => ({ url: '/api/v1/family/message-choices' }),
    status: 200,
  },
  chooseMessages: {
    may: ['family'],
    request: () => ({
      method: 'POST',
      url: '/api/v1/family/message-choices',
      payload: { ownChanges: 'none' },
    }),
    status: 200,
  },
  readFamilyPhone: {
    may: ['family'],
    request: () => ({ url: '/api/v1/family/telephone' }),
    status: 200,
  },
  // These lines ask for no PIN: what one gives and opens is told in enrolment's own tests.
  choosePhonePin: {
    may: ['family'],
    request: ({ pupilId }) => ({
      method: 'POST',
      url: `/api/v1/family/pupils/${pupilId}/phone-pin`,
      payload: { pin: '48213' },
    }),
    status: 409,
    names: ['pupilId'],
  },
  givePhonePin: {
    may: municipality,
    request: ({ pupilId }) => ({
      method: 'POST',
      url: `/api/v1/staff/pupils/${pupilId}/phone-pin`,
    }),
    status: 409,
    names: ['pupilId'],
  },
  readTodaySchools: {
    may: takersOfRollCalls,
    request: () => ({ url: '/api/v1/staff/today' }),
    status: 200,
  },
  readClassDay: {
    may: takersOfRollCalls,
    request: ({ classId, pupilId }) => ({
      url: `/api/v1/staff/classes/${classId}/services/${classmates.get(pupilId)?.serviceId ?? randomUUID()}/days/2026-11-23`,
    }),
    status: 200,
    names: ['classId'],
  },
  listCertificates: {
    may: ['family'],
    request: () => ({ url: '/api/v1/certificates' }),
    status: 200,
  },
  sendCertificate: {
    may: ['family'],
    request: ({ pupilId }) => certificate('/api/v1/certificates', { 'certificate-pupil': pupilId }),
    status: 415,
    names: ['pupilId'],
  },
  withdrawCertificate: {
    may: ['family'],
    request: aboutCertificate('withdrawal'),
    status: 200,
    names: ['certificateId'],
  },
  endPlainRange: {
    may: ['family'],
    request: endOfPlainRange('/api/v1/plain-ranges/end'),
    status: 409,
    names: ['pupilId'],
  },
  staffEndPlainRange: {
    may: ['office', 'school', 'administrator'],
    request: endOfPlainRange('/api/v1/staff/plain-ranges/end'),
    status: 409,
    names: ['pupilId'],
  },
  listCertificateDesk: {
    may: municipality,
    request: () => ({ url: '/api/v1/staff/certificates' }),
    status: 200,
  },
  recordCertificate: {
    may: municipality,
    request: ({ pupilId }) =>
      certificate('/api/v1/staff/certificates', {
        'certificate-pupil': pupilId,
        'certificate-arrived-by': 'mail',
        'certificate-arrived-on': '2026-11-20',
      }),
    status: 415,
    names: ['pupilId'],
  },
  openCertificate: {
    may: municipality,
    request: ({ certificateId }) => ({ url: `/api/v1/staff/certificates/${certificateId}/file` }),
    status: 410,
    names: ['certificateId'],
  },
  declineCertificate: {
    may: municipality,
    request: aboutCertificate('decline', { reason: 'unreadable' }),
    status: 200,
    names: ['certificateId'],
  },
  approveCertificate: {
    may: municipality,
    request: aboutCertificate('approval', { from: '2026-11-30', to: '2026-12-01' }),
    status: 200,
    names: ['certificateId'],
  },
  listOpenSuspensions: {
    may: ['office', 'administrator'],
    request: () => ({ url: '/api/v1/staff/open-suspensions?days=0' }),
    status: 200,
  },
  useRecoveryCode: {
    may: everybody,
    request: ({ login }) => ({
      method: 'POST',
      url: '/api/v1/recovery/code',
      payload: {
        login: `${login}-${randomUUID()}`,
        code: '123456786',
        newPassword: 'quattro parole nostre',
      },
    }),
    status: 422,
  },
  giveRecoveryCode: {
    may: ['office', 'administrator'],
    // No guardian of anybody's: the code itself is given in enrolment's own tests.
    request: ({ pupilId }) => ({
      method: 'POST',
      url: `/api/v1/staff/pupils/${pupilId}/guardians/${randomUUID()}/recovery-code`,
    }),
    status: 404,
  },
  listCredentials: {
    may: municipality,
    request: () => ({ url: '/api/v1/staff/credentials' }),
    status: 200,
  },
  listCredentialSendings: {
    may: municipality,
    request: () => ({ url: '/api/v1/staff/credentials/sendings' }),
    status: 200,
  },
  // No guardians of anybody's in these: whom they reach is told in enrolment's own tests.
  sendCredentials: {
    may: municipality,
    request: () => ({
      method: 'POST',
      url: '/api/v1/staff/credentials',
      headers: { 'idempotency-key': randomUUID() },
      payload: { guardianIds: [randomUUID()] },
    }),
    status: 409,
  },
  writeCredentialLetters: {
    may: municipality,
    request: () => ({
      method: 'POST',
      url: '/api/v1/staff/credentials/letters',
      payload: { guardianIds: [randomUUID()] },
    }),
    status: 200,
  },
  readRecoveryCodeSms: {
    may: municipality,
    request: ({ pupilId }) => ({
      url: `/api/v1/staff/pupils/${pupilId}/guardians/${randomUUID()}/recovery-code/sms`,
    }),
    status: 404,
  },
  sendRecoveryCodeSms: {
    may: municipality,
    request: ({ pupilId }) => ({
      method: 'POST',
      url: `/api/v1/staff/pupils/${pupilId}/guardians/${randomUUID()}/recovery-code/sms`,
      headers: { 'idempotency-key': randomUUID() },
    }),
    status: 404,
  },
  readSmsDesk: {
    may: municipality,
    request: () => ({ url: '/api/v1/staff/sms' }),
    status: 200,
  },
  readStaffMonth: {
    may: readersOfPupils,
    request: ({ pupilId }) => ({ url: `/api/v1/staff/pupils/${pupilId}/months/2026-11` }),
    status: 200,
    names: ['pupilId'],
  },
  lookUpReceipt: {
    may: municipality,
    request: ({ receiptCode }) => ({ url: `/api/v1/staff/receipts/${receiptCode}` }),
    status: 200,
    names: ['receiptCode'],
  },
  findPupils: {
    may: readersOfPupils,
    request: () => ({ url: '/api/v1/staff/pupils?q=bambino' }),
    status: 200,
  },
  readPupil: {
    may: readersOfPupils,
    request: ({ pupilId }) => ({ url: `/api/v1/staff/pupils/${pupilId}` }),
    status: 200,
    names: ['pupilId'],
  },
  takeRollCall: {
    may: takersOfRollCalls,
    request: ({ classId, pupilId }) => ({
      method: 'POST',
      url: '/api/v1/staff/roll-calls',
      headers: { 'idempotency-key': randomUUID() },
      payload: {
        classId,
        serviceId: classmates.get(pupilId)?.serviceId ?? randomUUID(),
        day: '2026-11-23',
        pupils: (classmates.get(pupilId)?.pupilIds ?? []).map((one) => ({
          pupilId: one,
          present: true,
        })),
      },
    }),
    status: 200,
    names: ['classId'],
  },
  recordCorrection: {
    may: correctors,
    request: ({ pupilId }) => ({
      method: 'POST',
      url: '/api/v1/staff/corrections',
      headers: { 'idempotency-key': randomUUID() },
      payload: {
        kind: 'sent-home',
        day,
        serviceId: classmates.get(pupilId)?.serviceId ?? randomUUID(),
        whose: { pupilIds: [pupilId] },
        reason: 'Ha chiamato la nonna',
      },
    }),
    // The day is still open.
    status: 409,
    names: ['pupilId'],
    foreignStatus: 409,
  },
  listCorrections: {
    may: correctors,
    request: () => ({ url: `/api/v1/staff/days/${day}/corrections` }),
    status: 200,
  },
  listCorrectableMeals: {
    may: correctors,
    request: ({ pupilId }) => ({
      url: `/api/v1/staff/days/${day}/schools/${randomUUID()}/services/${classmates.get(pupilId)?.serviceId ?? randomUUID()}/meals`,
    }),
    status: 200,
  },
  readGracePeriod: {
    may: municipality,
    request: () => ({ url: '/api/v1/staff/grace-period' }),
    status: 200,
  },
  declareGracePeriod: {
    may: municipality,
    request: () => ({
      method: 'PUT',
      url: '/api/v1/staff/grace-period',
      payload: { period: { from: '2026-09-14', to: '2026-09-30' } },
    }),
    status: 200,
  },
  listKitchens: {
    may: readersOfKitchens,
    request: () => ({ url: '/api/v1/kitchens' }),
    status: 200,
  },
  readKitchenDay: {
    may: readersOfKitchens,
    request: ({ kitchenId }) => ({ url: `/api/v1/kitchens/${kitchenId}/days/2026-11-23` }),
    status: 200,
    names: ['kitchenId'],
  },
  watchKitchenDay: {
    may: readersOfKitchens,
    request: ({ kitchenId }) => ({
      url: `/api/v1/kitchens/${kitchenId}/days/2026-11-23/events`,
      payloadAsStream: true,
    }),
    status: 200,
    names: ['kitchenId'],
  },
  printKitchenDay: {
    may: readersOfKitchens,
    request: ({ kitchenId }) => ({
      url: `/api/v1/kitchens/${kitchenId}/days/2026-11-23/papers/delivery`,
    }),
    status: 200,
    names: ['kitchenId'],
  },
  markCorrectionsSeen: {
    may: ['caterer', 'kitchen'],
    request: ({ kitchenId }) => ({
      method: 'POST',
      url: `/api/v1/kitchens/${kitchenId}/days/2026-11-23/corrections/seen`,
      payload: { mealRevisions: ['nothing.was.corrected'] },
    }),
    status: 404,
    names: ['kitchenId'],
  },
  readServingDay: {
    may: ['office', 'serving-site', 'administrator'],
    request: () => ({ url: '/api/v1/serving-days/2026-11-23' }),
    status: 200,
  },
};

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  let two: TwoTowns;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    two = await twoTowns(database);
    for (const town of two.towns) {
      for (const index of town.families.keys()) await declareFirst(town, index);
      const pupilIds = town.families.map((family) => family.pupilIds[0] ?? '');
      classmates.set(pupilIds[0] ?? '', { serviceId: town.serviceId, pupilIds });
    }
  });
  afterAll(async () => {
    await two.application.http.close();
    await database.close();
  });

  const receiptCodes = new Map<string, string>();
  /** Each family has a receipt that is nobody else's. */
  const declareFirst = async (town: JourneyTown, index: number): Promise<void> => {
    const named = { ...(await namedBy(town, index)), receiptCode: '' };
    const answer = await send(town, cookieOf(familyOf(town, index)), {
      ...change('/api/v1/absences')(named),
      payload: { entries: [{ pupilId: named.pupilId, days: ['2026-12-02'] }] },
    });
    expect(answer.statusCode).toBe(200);
    receiptCodes.set(familyOf(town, index).accountId, answer.json<{ code: string }>().code);
  };

  let addresses = 0;
  /** Each request comes from another address, so that guessing at sign-in slows nobody down here. */
  const send = async (
    town: Pick<JourneyTown, 'host'>,
    cookie: string | undefined,
    options: InjectOptions,
  ): Promise<Response> => {
    addresses += 1;
    const remoteAddress = `10.1.${Math.floor(addresses / 250)}.${addresses % 250}`;
    const headers = {
      ...options.headers,
      host: town.host,
      ...(cookie === undefined ? {} : { cookie }),
    };
    const answer = await two.application.http.inject({ ...options, remoteAddress, headers });
    return options.payloadAsStream === true ? firstOf(answer) : answer;
  };

  const familyOf = (town: JourneyTown, index: number) =>
    town.families[index] ?? expect.fail('no such family');
  const namedBy = async (town: JourneyTown, index: number): Promise<Named> => {
    const family = familyOf(town, index);
    return {
      pupilId: family.pupilIds[0] ?? '',
      kitchenId: index === 0 ? town.kitchenId : town.nurseryKitchenId,
      receiptCode: receiptCodes.get(family.accountId) ?? '',
      login: town.logins[index] ?? '',
      recoveryToken: await freshRecovery(town, index),
      classId: index === 0 ? town.classIds.everyDay : town.nurseryClassId,
      certificateId: await freshCertificate(town, family),
    };
  };
  /** One that nobody has said a word about; its page is erased. */
  const freshCertificate = async (
    { tenantId }: JourneyTown,
    { guardianId, pupilIds }: SampleFamily,
  ): Promise<string> => {
    const certificateId = randomUUID();
    await database.asOwner(`
      insert into certificates.certificate (tenant_id, certificate_id, pupil_id, purpose, asked_from_on, asked_to_on, arrived_by,
                                            arrived_on, media_type, size_bytes, sender_kind, sender_id, recorded_at)
      values (${tenantId}, '${certificateId}', '${pupilIds[0]}', 'plain-meal', '${day}', '${day}', 'portal', '2026-11-23',
              'application/pdf', 20, 'guardian', '${guardianId}', timestamptz '2026-11-23 07:00:00+00')`);
    return certificateId;
  };
  /** As the mail would carry it, for an account that nothing else here needs: whoever completes it is signed out. */
  const freshRecovery = async (town: JourneyTown, index: number): Promise<string> => {
    const [token, accountId] = [randomUUID(), randomUUID()];
    await database.asOwner(`
      insert into identity.family_account (tenant_id, account_id, login, password_hash, must_change_password, display_name, created_at)
      values (${town.tenantId}, '${accountId}', '${accountId}', 'none', false, 'Smemorato ${index}', timestamptz '2026-11-23 07:00:00+00');
      insert into identity.recovery (tenant_id, token_hash, face, account_id, created_at, expires_at)
      values (${town.tenantId}, '${recoveryHashOf(token)}', 'family', '${accountId}',
              timestamptz '2026-11-23 07:00:00+00', timestamptz '2026-11-23 08:00:00+00')`);
    return token;
  };
  const nobodys = (): Named => ({
    pupilId: randomUUID(),
    kitchenId: randomUUID(),
    receiptCode: '000000000',
    login: 'nessuno',
    recoveryToken: randomUUID(),
    classId: randomUUID(),
    certificateId: randomUUID(),
  });
  const cookieFor = async (town: JourneyTown, role: Role): Promise<string | undefined> => {
    if (role === 'nobody') return undefined;
    return role === 'family' ? cookieOf(familyOf(town, 0)) : town.staff[role];
  };

  const recorded = async (): Promise<unknown> =>
    database.asOwner(`
      select (select count(*) from bookings.change) as changes, (select count(*) from bookings.absent_day) as absences,
             (select count(*) from receipts.receipt) as receipts,
             (select count(*) from roll_call.roll_call) as "rollCalls",
             (select count(*) from certificates.decision) + (select count(*) from certificates.withdrawal) as certificates,
             (select count(*) from identity.family_account where must_change_password) as passwords,
             (select string_agg(password_hash, ',' order by account_id) from identity.family_account where email is not null) as hashes,
             (select count(*) from identity.session where ended_at is not null) as ended`);

  test('every operation of the OpenAPI document is walked here', () => {
    const document = two.application.http.swagger();
    const operations = Object.values(document.paths ?? {}).flatMap(
      (item: Record<string, unknown> | undefined) =>
        Object.values(item ?? {}).flatMap((operation) =>
          typeof operation === 'object' && operation !== null && 'operationId' in operation
            ? [operation.operationId]
            : [],
        ),
    );
    expect(new Set(operations)).toEqual(new Set(Object.keys(walks)));
  });

  describe.each(Object.entries(walks))('%s', (operation, walk) => {
    test.each(everybody)('answers %s as it should', async (role) => {
      const [town] = two.towns;
      // Signing in or out with it would end it.
      const cookie = operation.startsWith('sign') ? undefined : await cookieFor(town, role);
      const answer = await send(town, cookie, walk.request(await namedBy(town, 0)));
      const refused = role === 'nobody' ? 401 : 403;
      expect(answer.statusCode).toBe(walk.may.includes(role) ? walk.status : refused);
      if (!walk.may.includes(role)) expectNothingOf(answer, town);
    });

    test('answers to nobody at an address that is nobody’s', async () => {
      const answer = await send(
        { host: 'borgo3.example' },
        undefined,
        walk.request(await namedBy(two.towns[0], 0)),
      );
      expect(answer.statusCode).toBe(404);
      expect(answer.json()).toMatchObject({ code: 'request.not-found' });
    });
  });

  test.each(Object.entries(walks).filter(([, walk]) => !walk.may.includes('nobody')))(
    '%s knows no session of another town',
    async (_, walk) => {
      const [ours, theirs] = two.towns;
      const before = await recorded();
      for (const role of walk.may) {
        const answer = await send(
          ours,
          await cookieFor(theirs, role),
          walk.request(await namedBy(ours, 0)),
        );
        expect([role, answer.statusCode]).toEqual([role, 401]);
        expectNothingOf(answer, ours);
      }
      expect(await recorded()).toEqual(before);
    },
  );

  test.each(Object.entries(walks).filter(([, walk]) => walk.names !== undefined))(
    '%s tells what is of others from what does not exist by nothing',
    async (_, walk) => {
      const [ours, theirs] = two.towns;
      const roles: readonly Role[] = walk.may.includes('nobody') ? ['nobody'] : walk.may;
      for (const role of roles) {
        const cookie = await cookieFor(ours, role);
        const isScoped = role === 'family' || role === 'kitchen' || role === 'caterer';
        const others = {
          ...(isScoped ? { 'another family or kitchen of the town': await namedBy(ours, 1) } : {}),
          'another town': await namedBy(theirs, 0),
          'another family or kitchen of another town': await namedBy(theirs, 1),
        };
        const own = await namedBy(ours, 0);
        const ask = (named: Named): Promise<Response> =>
          send(ours, cookie, walk.request({ ...own, ...pick(named, walk.names) }));
        const before = await recorded();
        const unknown = await ask(nobodys());
        expect([role, unknown.statusCode]).toEqual([role, walk.foreignStatus ?? 404]);
        for (const [whose, named] of Object.entries(others)) {
          const { statusCode: status, body } = await ask(named);
          const { statusCode, body: unknownBody } = unknown;
          expect({ role, whose, status, body }).toEqual({
            role,
            whose,
            status: statusCode,
            body: unknownBody,
          });
        }
        expect(await recorded()).toEqual(before);
      }
    },
  );

  test('a child of one’s own does not let in another’s beside it, and nothing of the request is recorded', async () => {
    const [ours, theirs] = two.towns;
    const [own, neighbour, stranger] = [
      await namedBy(ours, 0),
      await namedBy(ours, 1),
      await namedBy(theirs, 0),
    ];
    const before = await recorded();
    for (const other of [neighbour, stranger]) {
      const answer = await send(ours, await cookieFor(ours, 'family'), {
        ...change('/api/v1/absences')(own),
        payload: {
          entries: [own, other].map(({ pupilId }) => ({ pupilId, days: ['2026-12-09'] })),
        },
      });
      expect(answer.statusCode).toBe(404);
    }
    expect(await recorded()).toEqual(before);
  });

  test('a meal service of another town is none of one’s own child', async () => {
    const [ours, theirs] = two.towns;
    const { pupilId } = await namedBy(ours, 0);
    const ask = async (serviceId: string) =>
      send(ours, await cookieFor(ours, 'family'), {
        ...change('/api/v1/absences')({ ...nobodys(), pupilId }),
        payload: { entries: [{ pupilId, serviceId, days: ['2026-12-09'] }] },
      });
    const before = await recorded();
    const [foreign, unknown] = [await ask(theirs.serviceId), await ask(randomUUID())];
    expect(foreign.statusCode).toBe(409);
    expect(foreign.body).toBe(unknown.body);
    expect(await recorded()).toEqual(before);
  });

  test('identifiers that the walks leave to chance are another town’s none the less when they are real', async () => {
    const [ours, theirs] = two.towns;
    const real = await thingsOf(theirs);
    const own = await thingsOf(ours);
    const asks: Readonly<Record<string, (id: Things) => InjectOptions>> = {
      readMenuWeek: ({ menuId }) => ({ url: `/api/v1/menus/${menuId}/weeks/1` }),
      setMenuDates: ({ menuId }) =>
        write(`/api/v1/menus/${menuId}/dates`, {
          spans: [{ from: '2026-10-01', to: '2026-12-31', firstWeek: 1 }],
        }),
      setMenuWeek: ({ menuId }) => write(`/api/v1/menus/${menuId}/weeks/1`, { days: [] }),
      publishMenu: ({ menuId }) => write(`/api/v1/menus/${menuId}/publication`, { from: null }),
      changeMenuDay: ({ menuId }) =>
        write(`/api/v1/menus/${menuId}/days/2026-11-25`, { dishes: [], reason: 'Consegna' }),
      createMenu: ({ serviceId }) => write('/api/v1/menus', { ...menu, serviceId }),
      undoDayEvent: ({ dayEventId }) => write(`/api/v1/staff/day-events/${dayEventId}/undo`),
      closeSchool: ({ schoolId }) =>
        write('/api/v1/staff/day-events', closureOf({ kind: 'school', schoolId })),
      extendCutOff: ({ schoolId }) =>
        write('/api/v1/staff/cut-off-extensions', { schoolId, day, until: '10:00' }),
      listCorrectableMeals: ({ schoolId, serviceId }) => ({
        url: `/api/v1/staff/days/${day}/schools/${schoolId}/services/${serviceId}/meals`,
      }),
      giveRecoveryCode: ({ guardianId }) => ({
        method: 'POST',
        url: `/api/v1/staff/pupils/${own.pupilId}/guardians/${guardianId}/recovery-code`,
      }),
      readRecoveryCodeSms: ({ guardianId }) => ({
        url: `/api/v1/staff/pupils/${own.pupilId}/guardians/${guardianId}/recovery-code/sms`,
      }),
      sendRecoveryCodeSms: ({ guardianId }) =>
        write(`/api/v1/staff/pupils/${own.pupilId}/guardians/${guardianId}/recovery-code/sms`),
      sendCredentials: ({ guardianId }) =>
        write('/api/v1/staff/credentials', { guardianIds: [guardianId] }),
      writeCredentialLetters: ({ guardianId }) => ({
        method: 'POST',
        url: '/api/v1/staff/credentials/letters',
        payload: { guardianIds: [guardianId] },
      }),
    };
    const before = await recorded();
    for (const role of ['office', 'administrator'] as const)
      for (const [operation, request] of Object.entries(asks)) {
        const [foreign, unknown] = [
          await send(ours, ours.staff[role], request(real)),
          await send(ours, ours.staff[role], request(thingsOfNobody())),
        ];
        // A request that its form alone would refuse would prove nothing.
        expect([operation, unknown.statusCode]).not.toEqual([operation, 422]);
        const { statusCode: status, body } = foreign;
        expect({ operation, role, status, body }).toEqual({
          operation,
          role,
          status: unknown.statusCode,
          body: unknown.body,
        });
      }
    expect(await recorded()).toEqual(before);
    expect(await thingsOf(theirs)).toEqual(real);
  });

  interface Things {
    readonly menuId: string;
    readonly dayEventId: string;
    readonly serviceId: string;
    readonly schoolId: string;
    readonly guardianId: string;
    readonly pupilId: string;
  }
  const menu = {
    name: 'Autunno',
    kind: 'winter',
    grade: 'primary',
    rotationWeeks: 4,
    spans: [{ from: '2026-10-01', to: '2026-12-31', firstWeek: 1 }],
  };
  const closureOf = (scope: object) => ({
    kind: 'closure',
    reason: 'Ponte',
    scope,
    from: '2027-03-01',
    to: '2027-03-01',
  });
  /** Its office has made a menu and closed a day; asked again it is the same. */
  const thingsOf = async (town: JourneyTown): Promise<Things> => {
    const idOf = async (column: string, table: string, which = 'true') => {
      const [row] = await database.asOwner(
        `select ${column} as id from ${table} where tenant_id = ${town.tenantId} and ${which} order by 1 limit 1`,
      );
      return row === undefined ? undefined : String(row['id']);
    };
    const menuOf = () => idOf('season_id', 'menus.season');
    const eventOf = () => idOf('closure_id', 'calendar.closure', `from_on = '2027-03-01'`);
    if ((await menuOf()) === undefined) {
      const { serviceId } = town;
      await send(town, town.staff.office, write('/api/v1/menus', { ...menu, serviceId }));
      const closure = closureOf({ kind: 'tenant' });
      await send(town, town.staff.office, write('/api/v1/staff/day-events', closure));
    }
    const family = familyOf(town, 0);
    return {
      menuId: (await menuOf()) ?? expect.fail('no menu'),
      dayEventId: (await eventOf()) ?? expect.fail('no closure'),
      serviceId: town.serviceId,
      schoolId: town.schoolId,
      guardianId: family.guardianId,
      pupilId: family.pupilIds[0] ?? '',
    };
  };
  const thingsOfNobody = (): Things => ({
    menuId: randomUUID(),
    dayEventId: randomUUID(),
    serviceId: randomUUID(),
    schoolId: randomUUID(),
    guardianId: randomUUID(),
    pupilId: randomUUID(),
  });

  test('the same idempotency key in another family, or another town, is another request', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const codes: string[] = [];
    for (const town of two.towns)
      for (const index of town.families.keys()) {
        const named = await namedBy(town, index);
        const answer = await send(town, cookieOf(familyOf(town, index)), {
          ...change('/api/v1/absences')(named),
          headers: key,
          payload: { entries: [{ pupilId: named.pupilId, days: ['2026-12-16'] }] },
        });
        expect(answer.statusCode).toBe(200);
        codes.push(answer.json<{ code: string }>().code);
      }
    expect(new Set(codes).size).toBe(4);
  });

  test('a sign-out at another town’s address ends nothing', async () => {
    const [ours, theirs] = two.towns;
    const cookie = cookieOf(familyOf(theirs, 1));
    await send(ours, cookie, { method: 'DELETE', url: '/api/v1/session' });
    expect((await send(theirs, cookie, { url: '/api/v1/session' })).statusCode).toBe(200);
  });

  test('what a family, a cook and an office read holds nothing of another family or town', async () => {
    const [ours, theirs] = two.towns;
    const own = await namedBy(ours, 0);
    const neighbours = familyOf(ours, 1);
    for (const [operation, walk] of Object.entries(walks)) {
      for (const role of walk.may.filter((role) => role !== 'nobody')) {
        if (operation.startsWith('sign')) continue;
        const answer = await send(ours, await cookieFor(ours, role), walk.request(own));
        expectNothingOf(answer, theirs);
        if (role !== 'family') continue;
        for (const mark of [
          neighbours.accountId,
          neighbours.guardianId,
          ...neighbours.pupilIds,
          'Prova2',
          receiptCodes.get(neighbours.accountId),
        ])
          expect({ operation, body: answer.body }).not.toEqual({
            operation,
            body: expect.stringContaining(mark ?? '-'),
          });
      }
    }
  });

  /** Neither identifiers nor names of the town are in the answer. */
  const expectNothingOf = (answer: Response, town: JourneyTown): void => {
    const marks = [
      town.kitchenId,
      town.nurseryKitchenId,
      town.schoolId,
      town.serviceId,
      ...town.families.flatMap((family) => [
        family.accountId,
        family.guardianId,
        ...family.pupilIds,
      ]),
      ...town.families.map((family) => receiptCodes.get(family.accountId) ?? '-'),
    ];
    expect(marks.filter((mark) => answer.body.includes(mark))).toEqual([]);
  };
});

/** Of an answer that goes on the first event; of any other the whole. */
async function firstOf(answer: Response): Promise<Response> {
  let body = '';
  for await (const part of answer.stream()) {
    body += String(part);
    if (/^event: .*\n\n/ms.test(body)) break;
  }
  return { ...answer, body, json: (): never => JSON.parse(body) as never };
}

function pick(named: Named, names: readonly (keyof Named)[] | undefined): Partial<Named> {
  return Object.fromEntries((names ?? []).map((name) => [name, named[name]]));
}
