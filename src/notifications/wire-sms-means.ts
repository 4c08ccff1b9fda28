// What an authority can send by SMS now, as every desk of the office shows it.
import { z } from 'zod';
import type { SmsMeansNow } from '#notifications/sms-month.ts';
import { romeIso } from '#platform/rome.ts';

export const smsMeansSchema = z.object({
  hasSms: z.boolean().meta({ description: 'Whether this installation sends SMS at all.' }),
  sender: z.enum(['approved', 'pending', 'none']),
  segmentsMax: z.int().meta({ description: 'Of the month.' }),
  segmentsSpent: z.int(),
  segmentsLeft: z.int(),
  ringsFrom: z.iso
    .datetime({ offset: true })
    .nullable()
    .meta({ description: 'When an SMS that can wait may ring; null: now.' }),
});

export type SmsMeansView = z.infer<typeof smsMeansSchema>;

export function wireSmsMeans({ sender, ringsFrom, ...means }: SmsMeansNow): SmsMeansView {
  return {
    ...means,
    sender: sender?.state ?? 'none',
    ringsFrom: ringsFrom === null ? null : romeIso(ringsFrom),
  };
}
