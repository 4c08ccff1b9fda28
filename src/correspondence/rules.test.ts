// Who is told a change: every guardian, but for one's own changes where one chose so (RULES B5).
import { expect, test } from 'vitest';
import { isTold } from '#correspondence/rules.ts';
import type { Channel } from '#ground/actor.ts';

const anna = { guardianId: 'anna', mutes: ['own-changes'] } as const;
const chatty = { guardianId: 'anna', mutes: [] } as const;
const by = (guardianId: string, channel: Channel = 'portal') => ({ guardianId, channel });

test.each([
  ['of the other guardian, also who muted their own', anna, by('bruno'), true],
  ['of the office', anna, undefined, true],
  ['of their own, who muted nothing', chatty, by('anna'), true],
  ['of their own in the portal, who muted them: not', anna, by('anna'), false],
  ['of their own in the app, who muted them: not', anna, by('anna', 'app'), false],
  ['made with their code on the phone, who muted their own', anna, by('anna', 'voice'), true],
  ['made by SMS, who muted their own', anna, by('anna', 'sms'), true],
])('B5: a guardian is told a change %s', (_name, guardian, madeBy, told) => {
  expect(isTold(guardian, madeBy)).toBe(told);
});
