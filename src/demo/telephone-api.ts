// What the demo's telephone and the server say to one another: the same stored calls as a provider's web requests drive.
import { z } from 'zod';

export const telephonePath = '/demo/telefono';
export const demoCallsPath = `${telephonePath}/calls`;

/** E.164; null: the caller hides the number. */
export const startCallSchema = z.object({
  from: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/)
    .nullable(),
});

export const hearSchema = z.object({
  eventCount: z.int().min(1).max(9999),
  heard: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('digits'), digits: z.string().regex(/^[0-9*#]{1,32}$/) }),
    z.object({ kind: z.literal('time-out') }),
    z.object({ kind: z.literal('hang-up') }),
  ]),
});
export type DemoHeard = z.infer<typeof hearSchema>['heard'];

export const callParams = z.object({ callId: z.string().regex(/^[\w-]{1,64}$/) });

export interface DemoTurn {
  readonly callId: string;
  readonly eventCount: number;
  /** Sentence by sentence. */
  readonly texts: readonly string[];
  readonly language: 'it' | 'en';
  readonly isSlow: boolean;
  /** Null: the line has hung up. */
  readonly digitsMax: number | null;
  /** The demo's time, in words. */
  readonly now: string;
}
