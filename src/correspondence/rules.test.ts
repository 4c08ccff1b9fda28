// Who is told a change: every guardian, but for one's own changes where one chose so (RULES B5).
import { expect, test } from 'vitest';
import { choiceOf, isTold, mediaOf, mutesOf } from '#correspondence/rules.ts';
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
  expect(isTold({ ...guardian, mobile: '+393001000100' }, { madeBy })).toBe(told);
});

test.each([
  ['whose number has the answer: not again', '+393001000100', '+393001000100', false],
  ['of another number', '+393001000200', '+393001000100', true],
  ['without a number', null, '+393001000100', true],
  ['where nobody was answered', null, null, true],
])('of a change asked by SMS is told a guardian %s', (_name, mobile, answeredNumber, told) => {
  expect(isTold({ ...chatty, mobile }, { madeBy: by('anna', 'sms'), answeredNumber })).toBe(told);
});

const both = { email: 'anna@example.org', mobile: '+393001000100', mutes: [] } as const;
test.each([
  ['with a mailbox and a mobile: by mail', both, true, ['mail']],
  ['without a mailbox: by SMS', { ...both, email: null }, true, ['sms']],
  ['who chose SMS: by SMS, else by mail', { ...both, mutes: ['mail'] }, true, ['sms', 'mail']],
  [
    'who chose SMS, of what has no short text: by mail',
    { ...both, mutes: ['mail'] },
    false,
    ['mail'],
  ],
  [
    'who chose SMS and has no mobile any more: by mail',
    { ...both, mobile: null, mutes: ['mail'] },
    true,
    ['mail'],
  ],
  ['without a mailbox, of what has no short text: by nothing', { ...both, email: null }, false, []],
] as const)('a guardian is told, %s', (_name, guardian, hasSms, media) => {
  expect(mediaOf(guardian, hasSms)).toEqual(media);
});

test.each(['mail', 'sms', 'none'] as const)('who chose %s finds it chosen', (choice) => {
  expect(choiceOf({ ...both, mutes: mutesOf(choice) }, true)).toBe(choice);
});

test('as long as nobody chose it is mail, or SMS for who has no mailbox', () => {
  expect(choiceOf(both, true)).toBe('mail');
  expect(choiceOf({ ...both, email: null }, true)).toBe('sms');
  expect(choiceOf({ ...both, email: null }, false)).toBe('mail');
});

test('who chose mail does without nothing', () => {
  expect(mutesOf('mail')).toEqual([]);
});
