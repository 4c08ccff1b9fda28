// What is signed: the lines of a receipt, to the letter, because third parties verify them.
import { describe, expect, it } from 'vitest';
import { receiptContent } from '#bookings/receipt-content.ts';
import { instant } from '#bookings/sample.ts';
import { systemActor } from '#ground/actor.ts';
import { asDay } from '#ground/day.ts';

describe('the content of a receipt', () => {
  const receivedAt = instant('2026-11-23T09:12:00.250+01:00');
  const lines = [
    {
      pupilId: 'p1',
      serviceId: 's1',
      operation: 'absence' as const,
      days: [asDay('2026-11-23'), asDay('2026-11-24')],
      range: null,
    },
    {
      pupilId: 'p2',
      serviceId: 's1',
      operation: 'absence' as const,
      days: [asDay('2026-11-23')],
      range: null,
    },
  ];

  it('says when in UTC with milliseconds, by which channel, who, and each line, in this order', () => {
    const actor = {
      kind: 'guardian',
      guardianId: 'g1',
      accountId: 'a1',
      channel: 'portal',
    } as const;
    expect(receiptContent({ actor, receivedAt, lines, stillAbsent: [] })).toEqual([
      ['received', '2026-11-23T08:12:00.250Z'],
      ['channel', 'portal'],
      ['actor', 'guardian g1'],
      ['line', 'absence pupil p1 service s1 days 2026-11-23 2026-11-24'],
      ['line', 'absence pupil p2 service s1 days 2026-11-23'],
    ]);
  });

  it('names the job when nobody asked', () => {
    expect(
      receiptContent({ actor: systemActor('close-day'), receivedAt, lines: [], stillAbsent: [] }),
    ).toEqual([
      ['received', '2026-11-23T08:12:00.250Z'],
      ['channel', 'system'],
      ['actor', 'system close-day'],
    ]);
  });
});
