// The contract of corrections: what was corrected on a day, whose meals can be, and the acts of staff.
import { z } from 'zod';
import { changeHeaders } from '#bookings/api.ts';
import type { CorrectionKind, StaffCorrection } from '#bookings/model.ts';

const id = z.uuid();
const day = z.iso.date().refine((text) => text.startsWith('20'));
const instantText = z.iso.datetime({ offset: true });

const staffCorrections = [
  'sent-home',
  'came-unbooked',
  'not-delivered',
  'outing-late',
  'strike-late',
  'mistake',
] as const satisfies readonly StaffCorrection[];

const correctionKinds = [
  ...staffCorrections,
  'amnesty',
  'grace',
  'in-time-after-closing',
] as const satisfies readonly CorrectionKind[];

export const correctionsPath = '/api/v1/staff/corrections';
export const correctionHeaders = changeHeaders;

export const correctionBody = z.object({
  kind: z.enum(staffCorrections),
  day,
  serviceId: id,
  whose: z
    .union([
      z.object({ pupilIds: z.array(id).min(1).max(100) }),
      z.object({ classIds: z.array(id).min(1).max(100) }),
      z.object({ schoolId: id }),
    ])
    .describe('Children by name, or everybody whom it concerns in some classes or in a school.'),
  reason: z
    .string()
    .trim()
    .min(3)
    .max(300)
    .describe('What happened; the families read it. Never a diet or a diagnosis.'),
});

export const correctionResponse = z.object({
  correctionId: id,
  corrected: z.int().describe('Meals.'),
  passedOver: z.int().describe('Of whole classes: children whom it did not concern.'),
  repeated: z.boolean().describe('The same was sent before: nothing new is recorded.'),
});
export type CorrectionResponse = z.infer<typeof correctionResponse>;

export const correctionDayParams = z.object({ day });
export const correctionDayResponse = z.object({
  now: instantText,
  today: day,
  schools: z
    .array(
      z.object({
        schoolId: id,
        schoolName: z.string(),
        serviceId: id,
        serviceName: z.string(),
        served: z.boolean(),
        cutOffAt: instantText,
        closedAt: instantText.nullable(),
        amnestyUntil: instantText
          .nullable()
          .describe('Until when late absences are still taken after closing (an extension).'),
      }),
    )
    .describe('Those that you may correct.'),
  corrections: z
    .array(
      z.object({
        correctionId: id.nullable(),
        recordedAt: instantText,
        by: z.string().nullable().describe('Who; null: the system, for a family’s request.'),
        kind: z.enum(correctionKinds),
        reason: z.string().describe('In words; of the system the code of the family’s receipt.'),
        schoolId: id,
        serviceId: id,
        pupilId: id,
        pupilName: z.string(),
        className: z.string(),
        change: z.int().min(-1).max(1).describe('Meals more or fewer for the kitchen.'),
        charged: z.boolean().describe('Whether the family pays the meal since.'),
        last: z.boolean().describe('The last word about this meal.'),
      }),
    )
    .describe('Newest first.'),
});
export type CorrectionDay = z.infer<typeof correctionDayResponse>;

export const correctableParams = z.object({ day, schoolId: id, serviceId: id });
export const correctableResponse = z.object({
  classes: z.array(
    z.object({
      classId: id,
      className: z.string(),
      pupils: z.array(
        z.object({
          pupilId: id,
          name: z.string(),
          booked: z.boolean(),
          correction: z.enum(correctionKinds).nullable().describe('The one that holds.'),
        }),
      ),
    }),
  ),
});
export type CorrectableMeals = z.infer<typeof correctableResponse>;

export const gracePeriodPath = '/api/v1/staff/grace-period';
export const gracePeriod = z.object({
  period: z
    .object({ from: day, to: day })
    .nullable()
    .describe('Forgotten absences of these days are taken until their end, and not charged.'),
});
