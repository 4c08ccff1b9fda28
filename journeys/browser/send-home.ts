// A correction after the closing, by the office's own interface: the page of corrections has a journey of its own.
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect } from './journey.ts';

/** The first child of the first school of that kitchen that has a meal; `page` is the office's. */
export async function sendHome({ request }: Page): Promise<void> {
  const day = '2026-11-23';
  const { schools } = toSchools(
    await (await request.get(`/api/v1/staff/days/${day}/corrections`)).json(),
  );
  const school = schools.find((one) => one.schoolName === 'Scuola primaria Ada Fontanalta');
  const path = `/api/v1/staff/days/${day}/schools/${school?.schoolId}/services/${school?.serviceId}/meals`;
  const { classes } = toClasses(await (await request.get(path)).json());
  const pupil = classes.flatMap(({ pupils }) => pupils).find(({ booked }) => booked);
  const answer = await request.post('/api/v1/staff/corrections', {
    headers: { 'idempotency-key': randomUUID() },
    data: {
      kind: 'sent-home',
      day,
      serviceId: school?.serviceId,
      whose: { pupilIds: [pupil?.pupilId] },
      reason: 'È andata a casa alle dieci',
    },
  });
  expect(answer.status(), await answer.text()).toBe(200);
}

interface SchoolsAnswer {
  readonly schools: readonly {
    readonly schoolName: string;
    readonly schoolId: string;
    readonly serviceId: string;
  }[];
}
const toSchools = (body: unknown): SchoolsAnswer => body as SchoolsAnswer;

interface ClassesAnswer {
  readonly classes: readonly {
    readonly pupils: readonly { readonly pupilId: string; readonly booked: boolean }[];
  }[];
}
const toClasses = (body: unknown): ClassesAnswer => body as ClassesAnswer;
