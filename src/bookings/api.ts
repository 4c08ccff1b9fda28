// The contract of bookings: the days of a family's children, changes and their receipts, and the status of each refusal.
import { z } from 'zod';
import english from '#bookings/texts/en.json' with { type: 'json' };
import italian from '#bookings/texts/it.json' with { type: 'json' };
import type { CorrectionInForce, CorrectionRefusal, Operation } from '#bookings/model.ts';
import type { ClosingRefusal } from '#bookings/close-day.ts';
import type { GraceRefusal } from '#bookings/declare-grace-period.ts';
import type { ChangeRefusal } from '#bookings/record-change.ts';
import { certificateFields } from '#certificates/api.ts';
import type { FamilyRefusal } from '#enrolment/model.ts';
import { receiptProofSchema } from '#receipts/api.ts';
import type { RefusalCatalogue } from '#platform/problem.ts';

type OwnRefusal =
  | Exclude<ChangeRefusal, FamilyRefusal>
  | ClosingRefusal
  | GraceRefusal
  | Exclude<CorrectionRefusal, FamilyRefusal>
  | 'receipt-not-found'
  | 'receipt-of-others-too';

const statuses: Record<OwnRefusal, number> = {
  'not-served': 409,
  'outside-school-year': 409,
  'next-school-year': 409,
  'no-canteen': 409,
  'not-an-opening': 409,
  'after-cut-off': 409,
  'was-present': 409,
  'on-hold': 409,
  suspended: 409,
  absent: 409,
  'not-absent': 409,
  'not-plain': 409,
  'plain-by-certificate': 409,
  'plain-too-long': 409,
  'not-opted-in': 409,
  'not-suspended': 409,
  'no-plain-range': 409,
  'range-ends-before': 422,
  'range-over': 409,
  'not-allowed': 403,
  'nothing-asked': 409,
  'too-slow': 503,
  'key-reused': 422,
  'receipt-not-found': 404,
  'receipt-of-others-too': 403,
  'already-closed': 409,
  'not-yet-over': 409,
  'not-yet-closed': 409,
  'closing-now': 409,
  'day-not-served': 409,
  'correction-too-late': 409,
  'not-enrolled': 409,
  'no-booked-meal': 409,
  'already-booked': 409,
  'already-corrected': 409,
  'nothing-to-restore': 409,
  'nothing-to-correct': 409,
  'grace-across-years': 422,
};

export const bookingsRefusals: RefusalCatalogue = {
  room: 'bookings',
  statuses,
  texts: { it: italian, en: english },
};

// Days and months of this century: far ones would only make the calendar count through the ages.
const isNear = (text: string): boolean => text.startsWith('20');
const day = z.iso.date().refine(isNear).describe('A civil day, YYYY-MM-DD.');
const instantText = z.iso
  .datetime({ offset: true })
  .describe('An instant with the offset of Europe/Rome.');
const id = z.uuid();

const classDay = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('canteen'),
    packedLunch: z.literal(true).optional(),
    opening: z.enum(['booked', 'opt-in']).optional(),
  }),
  z.object({ kind: z.literal('no-canteen') }),
  z.object({
    kind: z.literal('not-served'),
    because: z.enum(['closure', 'outing', 'strike', 'outside-school-year']),
    reason: z.string().optional(),
  }),
]);

const receiptOrNull = z.string().nullable();

const corrections = [
  'sent-home',
  'came-unbooked',
  'not-delivered',
  'amnesty',
  'grace',
  'outing-late',
  'strike-late',
  'in-time-after-closing',
] as const satisfies readonly CorrectionInForce[];

const operations = [
  'absence',
  'absence-undone',
  'suspension',
  'resumption',
  'plain-meal',
  'plain-meal-undone',
  'plain-meal-dropped',
  'plain-range',
  'plain-range-ended',
  'opt-in',
  'opt-in-undone',
] as const satisfies readonly Operation[];

/** What the rule of the day decides from; the portal asks the very same rule (`bookings/rules.ts`). */
export const dayFacts = z.object({
  pupilId: id,
  serviceId: id,
  day,
  classDay,
  usesService: z.boolean(),
  cutOffAt: z
    .int()
    .describe('Epoch milliseconds of the last minute that is in time; the whole minute counts.'),
  frozen: z.boolean(),
  amnestyUntil: z.int().nullable().describe('Epoch milliseconds.'),
  onHold: z.boolean(),
  suspensionReceipt: receiptOrNull,
  absenceReceipt: receiptOrNull,
  plainReceipt: receiptOrNull,
  certificateReceipt: receiptOrNull,
  optInReceipt: receiptOrNull,
  undoneReceipts: z.object({
    'absence-undone': z.string().optional(),
    'plain-meal-undone': z.string().optional(),
    'opt-in-undone': z.string().optional(),
    resumption: z.string().optional(),
  }),
  meal: z
    .object({
      outcome: z.enum(['booked', 'absent']),
      plain: z.boolean(),
      correction: z.enum(corrections).nullable(),
    })
    .nullable()
    .describe('What closing wrote and corrections made of it.'),
  present: z.boolean().nullable().describe('Seen at table; null without a roll call.'),
});

export const dayView = z.object({
  day,
  state: z.enum([
    'not-served',
    'no-canteen',
    'opt-in',
    'on-hold',
    'suspended',
    'absent',
    'plain',
    'expected',
    'booked',
    'not-booked',
  ]),
  reason: z.string().nullable().describe('Why there is no canteen, in words.'),
  cutOffAt: instantText,
  advisedBy: z.string().nullable().describe('The advised time HH:MM, until it has passed.'),
  cutOff: z.string().describe('The time HH:MM of the cut-off.'),
  dietLabel: z.string().nullable(),
  changedBy: z.string().nullable().describe('Who made the day what it is, where somebody did.'),
  facts: dayFacts,
});
export type DayView = z.infer<typeof dayView>;

const suspension = z
  .object({
    from: day,
    to: day.nullable().describe('Null: open, until a resumption or the end of the school year.'),
    receiptCode: z.string(),
    by: z.string().nullable(),
  })
  .nullable()
  .describe('The suspension that is running or comes next.');
export type SuspensionView = z.infer<typeof suspension>;

export const todayResponse = z.object({
  now: instantText,
  today: day,
  children: z.array(
    z.object({
      pupilId: id,
      pupilCode: z.string(),
      firstName: z.string(),
      lastName: z.string(),
      className: z.string().nullable(),
      schoolName: z.string().nullable(),
      services: z.array(
        z.object({
          serviceId: id,
          serviceName: z.string(),
          suspension,
          day: dayView,
          next: dayView
            .nullable()
            .describe('The next day with a meal due, when there is one within five weeks.'),
        }),
      ),
    }),
  ),
});
export type TodayResponse = z.infer<typeof todayResponse>;

export const monthParams = z.object({
  pupilId: id,
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .refine(isNear)
    .describe('YYYY-MM'),
});
export const monthResponse = z.object({
  now: instantText,
  pupil: z.object({ pupilId: id, firstName: z.string(), lastName: z.string() }),
  plainRunMax: z.int().describe('So many plain meals may follow one another (RULES B7).'),
  services: z.array(
    z.object({
      serviceId: id,
      serviceName: z.string(),
      firstDay: day.nullable().describe('First canteen day of the school year, null in summer.'),
      lastDay: day.nullable().describe('Last canteen day of the school year, null in summer.'),
      suspension,
      days: z.array(dayView),
    }),
  ),
});
export type MonthResponse = z.infer<typeof monthResponse>;

const asked = {
  operation: z.enum(operations),
  days: z.array(day).describe('Empty where there is a range.'),
  from: day.nullable(),
  to: day.nullable().describe('Null with a `from`: open.'),
  at: instantText.describe('When the request arrived.'),
  channel: z.string(),
  by: z.string(),
};

export const historyResponse = z.object({
  entries: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('change'),
          serviceId: id,
          ...asked,
          receiptCode: z.string(),
        }),
        z.object({
          kind: z.literal('refused'),
          serviceId: id.nullable().describe('Null: every meal service.'),
          ...asked,
          refusal: z.string().describe('The code of the refusal, without the room.'),
        }),
        z.object({
          kind: z.literal('correction'),
          serviceId: id,
          day,
          at: instantText.describe('When it was recorded.'),
          outcome: z.enum(['booked', 'absent']),
          correction: z.enum([...corrections, 'mistake']),
        }),
      ]),
    )
    .describe('Newest first.'),
});
export type HistoryResponse = z.infer<typeof historyResponse>;
export type HistoryEntry = HistoryResponse['entries'][number];

export const staffMonthResponse = monthResponse.extend({ entries: historyResponse.shape.entries });
export type StaffMonth = z.infer<typeof staffMonthResponse>;

export const changeBody = z.object({
  entries: z
    .array(
      z.object({
        pupilId: id,
        serviceId: id
          .optional()
          .describe('Absent: every meal service of the pupil still open that day.'),
        days: z.array(day).min(1).max(366),
      }),
    )
    .min(1)
    .max(30),
});

const pupilService = {
  pupilId: id,
  serviceId: id.optional().describe('Absent: every meal service of the pupil.'),
};

export const suspensionBody = z.object({
  entries: z
    .array(
      z.object({
        ...pupilService,
        from: day,
        to: day
          .nullable()
          .describe('Null: open, until a resumption or the end of the school year.'),
      }),
    )
    .min(1)
    .max(30),
});

export const resumptionBody = z.object({
  entries: z
    .array(
      z.object({
        ...pupilService,
        from: day.optional().describe('Absent: the first day that can still change.'),
      }),
    )
    .min(1)
    .max(30),
});

export const changeHeaders = z.object({
  'idempotency-key': z
    .string()
    .min(8)
    .max(100)
    .describe('Chosen by the sender, the same for every repeat of one request.'),
});

export const receiptResponse = z.object({
  code: z.string().describe('Nine digits, the last one a check digit.'),
  receivedAt: instantText,
  channel: z.string(),
  by: z.string().nullable().describe('Who asked, where it was a guardian.'),
  lines: z.array(
    z.object({
      pupilId: id,
      pupilFirstName: z.string(),
      serviceName: z.string(),
      operation: z.enum(operations),
      days: z.array(day).describe('Empty where there is a range.'),
      from: day.nullable(),
      to: day.nullable().describe('Null with a `from`: open.'),
      stillAbsent: z.array(day).describe('Absences that a resumption leaves as they are.'),
    }),
  ),
});
export type ReceiptResponse = z.infer<typeof receiptResponse>;

export const changeResponse = receiptResponse.extend({
  repeated: z.boolean().describe('The same was asked before: this is the receipt of then.'),
});
export type ChangeResponse = z.infer<typeof changeResponse>;

/** As the office looks it up. */
export const staffReceipt = receiptResponse.extend({
  by: z.string().nullable().describe('Who asked: the guardian or the member of staff.'),
  lines: z.array(receiptResponse.shape.lines.element.extend({ pupilLastName: z.string() })),
  position: z.int().nullable().describe('In the chain of receipts; null until it is sealed.'),
  isErased: z.boolean().describe('Retention has erased what was signed; the hashes remain.'),
  proof: receiptProofSchema,
});
export type StaffReceipt = z.infer<typeof staffReceipt>;

export const receiptList = z.object({ receipts: z.array(receiptResponse) });
export type ReceiptList = z.infer<typeof receiptList>;

export const receiptParams = z.object({ code: z.string().regex(/^\d{9}$/) });

export const certificateList = z.object({
  now: instantText,
  certificates: z.array(z.object({ ...certificateFields, pupilFirstName: z.string() })),
});
export type CertificateList = z.infer<typeof certificateList>;

export const certificateDesk = z.object({
  now: instantText,
  certificates: z.array(
    z.object({
      ...certificateFields,
      firstName: z.string(),
      lastName: z.string(),
      className: z.string().nullable(),
      schoolName: z.string().nullable(),
      sentBy: z.string().nullable().describe('The guardian; null where the office recorded it.'),
      mediaType: z.string(),
      sizeBytes: z.int(),
      hasFile: z.boolean().describe('False once the page is erased.'),
    }),
  ),
});
export type CertificateDesk = z.infer<typeof certificateDesk>;

export const approvalBody = z.object({ from: day, to: day });
