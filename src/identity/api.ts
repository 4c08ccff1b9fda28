// The contract of identity: sessions, passwords and recoveries on the wire, and every refusal with its status.
import { z } from 'zod';
import type { Outcome } from '#ground/refusal.ts';
import { passwordLengthMax } from '#identity/password-rules.ts';
import english from '#identity/texts/en.json' with { type: 'json' };
import italian from '#identity/texts/it.json' with { type: 'json' };
import type { RefusalCatalogue } from '#platform/problem.ts';
import { problemOfRefusal } from '#platform/problem.ts';

export const identityRefusals: RefusalCatalogue = {
  room: 'identity',
  statuses: {
    'not-signed-in': 401,
    'wrong-face': 403,
    'password-change-required': 403,
    'wrong-credentials': 401,
    'too-many-attempts': 429,
    'too-busy': 503,
    'wrong-current-password': 422,
    'password-too-short': 422,
    'password-too-common': 422,
    'password-is-login': 422,
    'password-unchanged': 422,
    'recovery-not-valid': 410,
    'recovery-code-mistyped': 422,
    'recovery-code-wrong': 422,
    'not-allowed': 403,
    'login-taken': 409,
    'no-role': 422,
    'no-such-account': 404,
    'already-granted': 409,
    'no-number': 422,
    'number-not-mobile': 422,
    'no-sms': 409,
    'no-approved-sender': 409,
    'month-is-full': 409,
    'nobody-to-send': 409,
    'key-reused': 422,
  },
  texts: { it: italian, en: english },
};

export const tenantPath = '/api/v1/tenant';
export const sessionPath = '/api/v1/session';
export const passwordPath = '/api/v1/session/password';
export const recoveryPath = '/api/v1/recovery';
export const recoveryCodePath = '/api/v1/recovery/code';
export const completeRecoveryPath = '/api/v1/recovery/complete';

const tenantFields = {
  name: z.string().meta({ examples: ['Comune di Valserena'] }),
  province: z.string().meta({ description: 'Two letters.', examples: ['BG'] }),
  regionName: z.string().meta({ examples: ['Lombardia'] }),
};

export const tenantSchema = z.object({
  ...tenantFields,
  demo: z.boolean().meta({ description: 'Everything here is invented.' }),
});

const roleSchema = z.object({
  role: z.enum(['office', 'caterer', 'school', 'kitchen', 'serving-site', 'administrator']),
  schoolId: z.uuid().nullable().meta({ description: 'Null: every school.' }),
  kitchenId: z.uuid().nullable().meta({ description: 'Null: every kitchen.' }),
});

export const sessionSchema = z.object({
  account: z.object({
    face: z.enum(['family', 'staff']),
    login: z.string(),
    displayName: z.string(),
    mustChangePassword: z
      .boolean()
      .meta({ description: 'Nothing but a new password is open until it has been chosen.' }),
    language: z.enum(['it', 'en']),
    roles: z.array(roleSchema).meta({ description: 'Empty for families.' }),
  }),
  tenant: z.object(tenantFields),
  now: z.iso
    .datetime({ offset: true })
    .meta({ description: 'The time of the service, with the offset of Italy.' }),
});

export type SessionView = z.infer<typeof sessionSchema>;

const login = z.string().min(1).max(200);
/** What is typed, not what may be chosen: the rules refuse with a sentence. */
const password = z.string().min(1).max(passwordLengthMax);

export const signInSchema = z.object({ login, password });
export const changePasswordSchema = z.object({ currentPassword: password, newPassword: password });
export const askRecoverySchema = z.object({ login });
export const completeRecoverySchema = z.object({
  token: z.string().min(1).max(100),
  newPassword: password,
});
export const useRecoveryCodeSchema = z.object({
  login,
  code: z
    .string()
    .min(1)
    .max(40)
    .meta({ description: 'Nine digits as the office reads them out; spaces do not matter.' }),
  newPassword: password,
});
export const nothingSchema = z.null().meta({ description: 'Done.' });

/** The value of what was accepted; what was refused is thrown for the server to answer. */
export function requireAccepted<T>(outcome: Outcome<T, string>): T {
  if (!outcome.ok) throw problemOfRefusal(identityRefusals, outcome);
  return outcome.value;
}
