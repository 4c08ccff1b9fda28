// Use case: a provider reports what became of an SMS; it knows its own id only, so the authority is found by that.
import type { Clock } from '#ground/clock.ts';
import type { DeliveryReport } from '#notifications/sms-model.ts';
import { decideReported } from '#notifications/sms-rules.ts';
import type { SubmissionRow } from '#notifications/sms-store.ts';
import {
  findSubmission,
  insertReport,
  listReports,
  updateReported,
} from '#notifications/sms-store.ts';
import type { Database } from '#platform/database.ts';
import type { Log } from '#platform/log.ts';

export interface ReportMeans {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  /**
   * A report may overtake the commit of its own submission, by far where many go out at once: the pauses after which
   * it is looked for again. Meanwhile the provider waits for our answer, so they come to an end.
   */
  readonly looksAgainAfterSeconds?: readonly number[];
}

/** Told twice it counts once. A report of an id that we do not know is logged and left. */
export function reportRecorder(means: ReportMeans): (report: DeliveryReport) => Promise<void> {
  const { database, clock, log, looksAgainAfterSeconds = [0.5, 1, 2, 2, 2, 3, 3, 3] } = means;
  return async (report) => {
    const ids = idForms(report.providerMessageId);
    const look = (): Promise<SubmissionRow | undefined> =>
      database.acrossTenants((tx) => findSubmission(tx, ids));
    let submission = await look();
    for (const seconds of looksAgainAfterSeconds) {
      if (submission !== undefined) break;
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
      submission = await look();
    }
    if (submission === undefined) return log.info('sms-report-of-nobody');
    const { messageId } = submission;
    await database.inTenant(submission.tenantId, 'system', async (tx) => {
      insertReport(tx, { ...submission }, report, clock.now());
      const reports = await listReports(tx, messageId);
      const state = decideReported(reports[0]?.parts ?? 1, reports);
      if (state !== undefined) updateReported(tx, messageId, state, report.reason, clock.now());
    });
  };
}

/** Some providers answer in hexadecimal and report in decimal, or with other zeros in front; as it is comes first. */
export function idForms(id: string): readonly string[] {
  const forms = new Set([id, id.toLowerCase(), id.toUpperCase()]);
  const add = (number: bigint, radix: number): void => {
    const text = number.toString(radix);
    for (const form of [text, text.toUpperCase(), text.padStart(8, '0').toUpperCase()])
      forms.add(form);
  };
  if (/^\d{1,20}$/.test(id)) add(BigInt(id), 16);
  if (/^[0-9a-f]{1,16}$/i.test(id)) add(BigInt(`0x${id}`), 10);
  return [...forms];
}
