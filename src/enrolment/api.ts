// The contract of enrolment: finding pupils and reading their cards, for staff; and every refusal with its status.
import { z } from 'zod';
import english from '#enrolment/texts/en.json' with { type: 'json' };
import italian from '#enrolment/texts/it.json' with { type: 'json' };
import type { FamilyRefusal, PhoneRefusal, StaffRefusal } from '#enrolment/model.ts';
import type { PinRefusal } from '#enrolment/pin-rules.ts';
import type { RefusalCatalogue } from '#platform/problem.ts';

const statuses: Record<FamilyRefusal | StaffRefusal | PhoneRefusal | PinRefusal, number> = {
  'not-allowed': 403,
  'no-such-pupil': 404,
  'no-such-guardian': 404,
  'pupil-not-found': 404,
  'guardian-restricted': 403,
  'pin-not-five-digits': 422,
  'pin-too-easy': 422,
  'pin-not-asked': 409,
  'no-phone-code': 409,
};

export const enrolmentRefusals: RefusalCatalogue = {
  room: 'enrolment',
  statuses,
  texts: { it: italian, en: english },
};

export const staffPupilsPath = '/api/v1/staff/pupils';
export const staffPupilPath = '/api/v1/staff/pupils/:pupilId';

export const guardianCodePath = '/api/v1/staff/pupils/:pupilId/guardians/:guardianId/recovery-code';

export const staffPupilsQuery = z.object({
  q: z
    .string()
    .max(200)
    .meta({
      description:
        'Words or scraps of them, in any order: names, codes; for the office also phone and fiscal codes and guardians.',
      examples: ['ross anna'],
    }),
});

const names = {
  pupilId: z.uuid(),
  pupilCode: z.string().meta({ description: 'The codice utente.' }),
  firstName: z.string(),
  lastName: z.string(),
};
const day = z.iso.date();
const span = { validFrom: day, validTo: day.nullable().meta({ description: 'Null: open.' }) };

export const staffPupilsSchema = z.object({
  pupils: z.array(
    z.object({
      ...names,
      className: z.string().nullable().meta({ description: 'Of today.' }),
      schoolName: z.string().nullable(),
      guardianName: z
        .string()
        .nullable()
        .meta({ description: 'Through whom, where the pupil’s own names do not say so.' }),
    }),
  ),
  more: z.boolean().meta({ description: 'There are more: a further word finds the right one.' }),
});

export const staffPupilParams = z.object({ pupilId: z.uuid() });

export const staffPupilSchema = z.object({
  now: z.iso.datetime({ offset: true }),
  ...names,
  classes: z.array(
    z.object({ className: z.string(), schoolName: z.string(), schoolId: z.uuid(), ...span }),
  ),
  services: z.array(
    z.object({
      serviceId: z.uuid(),
      serviceName: z.string(),
      weekdays: z.array(z.int().min(1).max(7)).meta({ description: '1 is Monday.' }),
      ...span,
    }),
  ),
  privately: z
    .object({
      phoneCode: z.string().nullable(),
      fiscalCode: z.string().nullable(),
      bornOn: day.nullable(),
    })
    .nullable()
    .meta({ description: 'For the office only; null for schools.' }),
  phonePin: z
    .object({
      givenAt: z.iso
        .datetime({ offset: true })
        .nullable()
        .meta({ description: 'Null: the pupil has none yet.' }),
    })
    .nullable()
    .meta({ description: 'For the office only; null also where the telephone asks for none.' }),
  guardians: z
    .array(
      z.object({
        guardianId: z.uuid(),
        firstName: z.string(),
        lastName: z.string(),
        relation: z.enum(['mother', 'father', 'guardian', 'foster-parent', 'other']),
        restricted: z
          .boolean()
          .meta({ description: 'By an order of a court: neither changes days nor is told.' }),
        fiscalCode: z.string().nullable(),
        login: z.string().nullable().meta({ description: 'Null: the account is disabled.' }),
        email: z.string().nullable(),
        mobile: z.string().nullable(),
        language: z.string().nullable(),
      }),
    )
    .nullable()
    .meta({ description: 'For the office only; null for schools.' }),
});

export const guardianCodeParams = z.object({ pupilId: z.uuid(), guardianId: z.uuid() });

export const guardianCodeSchema = z.object({
  code: z.string().meta({
    description: 'Nine digits, shown this once: read them out in threes.',
    examples: ['123456786'],
  }),
  login: z.string().meta({ description: 'What the guardian types beside the code.' }),
  guardianName: z.string(),
  validHours: z.int(),
});

export type GuardianCodeView = z.infer<typeof guardianCodeSchema>;
export type PupilsFoundView = z.infer<typeof staffPupilsSchema>;
export type PupilCardView = z.infer<typeof staffPupilSchema>;
