// The contract of a family's telephone: its lines, codes and PINs, for guardians and for the office.
import { z } from 'zod';

export const familyPhonePath = '/api/v1/family/telephone';
export const ownPinPath = '/api/v1/family/pupils/:pupilId/phone-pin';
export const pupilPinPath = '/api/v1/staff/pupils/:pupilId/phone-pin';

const lines = z
  .array(
    z.object({
      number: z.string().meta({ examples: ['+390350000000'] }),
      kind: z.enum(['voice', 'sms']),
      cost: z.string().nullable().meta({ description: 'What reaching it costs, in a sentence.' }),
    }),
  )
  .meta({ description: 'The numbers at which the authority answers; empty: at none.' });
const phoneCode = z.string().meta({ description: 'Opens the child’s meals on the telephone.' });

export const familyPhoneSchema = z.object({
  lines,
  pinAskedFrom: z.iso.date().nullable().meta({
    description:
      'From when a number that is not on file gives the PIN too, today or a day to come; null: it does not.',
  }),
  children: z.array(
    z.object({
      pupilId: z.uuid(),
      firstName: z.string(),
      lastName: z.string(),
      phoneCode: phoneCode.nullable(),
      pinGivenAt: z.iso
        .datetime({ offset: true })
        .nullable()
        .meta({ description: 'Null: the child has no PIN yet.' }),
    }),
  ),
});

export const pinParams = z.object({ pupilId: z.uuid() });
export const ownPinBody = z.object({
  pin: z
    .string()
    .max(20)
    .meta({
      description: 'Five digits, not easily guessed; it is never read back.',
      examples: ['48213'],
    }),
});

export const givenPinSchema = z.object({
  pin: z.string().meta({ description: 'Shown this once.', examples: ['48213'] }),
  phoneCode,
  pupilName: z.string(),
  lines,
});

export type FamilyPhoneView = z.infer<typeof familyPhoneSchema>;
export type GivenPinView = z.infer<typeof givenPinSchema>;
