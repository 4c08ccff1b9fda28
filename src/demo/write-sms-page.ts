// The page of the demo's SMS: who writes, what, and what the line answered. Plain HTML, no script.
import type { DemoCaller } from '#demo/callers.ts';
import { unknownNumber } from '#demo/callers.ts';
import { writtenNumber } from '#ground/phone-number.ts';
import { markup } from '#demo/markup.ts';
import type { Markup } from '#demo/markup.ts';
import { clockInWords, page, speaker } from '#demo/pages.ts';
import type { Instant } from '#ground/instant.ts';
import type { Language } from '#ground/sentence.ts';
import type { ServedLine } from '#tenancy/phone-lines.ts';

/** An SMS of the demo and its answer; null: none is given. */
export interface DemoSms {
  readonly from: string;
  readonly text: string;
  readonly answer: string | null;
}

export interface ShownSms {
  readonly now: Instant;
  readonly line: ServedLine;
  readonly callers: readonly DemoCaller[];
  readonly sms: DemoSms | undefined;
}

export const writeSmsPath = '/demo/sms/scrivi';
/** What the form sends for a hidden number. */
export const hiddenNumber = '';
export const textLengthMax = 480;

export function writeSmsPage(language: Language, { now, line, callers, sms }: ShownSms): string {
  const said = speaker(language);
  const from = sms?.from ?? callers[0]?.number ?? unknownNumber;
  const [example] = callers[0]?.children ?? [];
  const option = (number: string, text: string): Markup =>
    number === from
      ? markup`<option value="${number}" selected>${text}</option>`
      : markup`<option value="${number}">${text}</option>`;
  return page(
    language,
    said('write-sms.title'),
    markup`<p><a href="/demo">${said('back')}</a></p>
<p>${said('write-sms.lead', { number: writtenNumber(line.number) })}</p>
<p>${clockInWords(language, now)} <a href="/demo">${said('clock.move')}</a></p>
<form class="sms" method="post" action="${writeSmsPath}">
  <label>${said('write-sms.from')}
    <select name="from">
      ${callers.map(({ name, number }) => option(number, `${name}: ${writtenNumber(number)}`))}
      ${option(unknownNumber, said('write-sms.unknown', { number: writtenNumber(unknownNumber) }))}
      ${option(hiddenNumber, said('write-sms.hidden'))}
    </select>
  </label>
  <label>${said('write-sms.text')}
    <input name="text" required maxlength="${textLengthMax}" autocomplete="off" value="${sms?.text ?? ''}">
  </label>
  <button class="first">${said('write-sms.send')}</button>
</form>
${sms === undefined ? markup`` : answerCard(language, sms)}
<h2>${said('write-sms.commands')}</h2>
<ul>
  ${(['absence', 'days', 'presence', 'plain'] as const).map(
    (key) =>
      markup`<li>${said(`write-sms.command.${key}`, { code: example?.phoneCode ?? '123456' })}</li>`,
  )}
</ul>
<h2>${said('write-sms.codes')}</h2>
<ul class="codes">
  ${callers
    .flatMap(({ children }) => children)
    .map(({ firstName, phoneCode }) => markup`<li>${firstName} <code>${phoneCode}</code></li>`)}
</ul>`,
  );
}

function answerCard(language: Language, { answer }: DemoSms): Markup {
  const said = speaker(language);
  return markup`<section role="status">
  <h2>${said('write-sms.answer')}</h2>
  <p>${answer ?? said('write-sms.no-answer')}</p>
</section>`;
}
