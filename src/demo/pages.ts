// The demo's own pages: where to go, the clock, the logins, and the mail that was kept. Plain HTML; only the telephone brings a script.
import type { DemoLogin } from '#demo/logins.ts';
import type { SunkMail } from '#demo/mail-sink.ts';
import type { SunkSms } from '#demo/sms-sink.ts';
import { markup, withLinks } from '#demo/markup.ts';
import type { Markup } from '#demo/markup.ts';
import english from '#demo/texts/en.json' with { type: 'json' };
import italian from '#demo/texts/it.json' with { type: 'json' };
import { addDays, weekdayOf } from '#ground/day.ts';
import { dayInWords } from '#ground/day-in-words.ts';
import type { Instant } from '#ground/instant.ts';
import { parseInstant, plusSeconds } from '#ground/instant.ts';
import type { Language, SentenceValues } from '#ground/sentence.ts';
import { say } from '#ground/sentence.ts';
import { dayAt, instantOf, romeIso, timeAt } from '#platform/rome.ts';

type Key = keyof typeof italian;
type Say = (key: Key, values?: SentenceValues) => string;

export const speaker =
  (language: Language): Say =>
  (key, values) =>
    say(language === 'it' ? italian : english, key, values, language);

export function indexPage(
  language: Language,
  shown: {
    readonly now: Instant;
    readonly logins: readonly DemoLogin[];
    readonly mailCount: number;
    readonly smsCount: number;
  },
): string {
  const said = speaker(language);
  const place = (
    key: 'portal' | 'office' | 'telephone' | 'mail' | 'sms' | 'write-sms' | 'api',
    address: string,
  ): Markup => markup`<li>
    <a href="${address}">${said(`place.${key}`)}</a>
    <p class="soft">${said(`place.${key}.note`, { count: key === 'sms' ? shown.smsCount : shown.mailCount })}</p>
  </li>`;
  return page(
    language,
    said('title'),
    markup`<p>${said('lead')}</p>
<h2>${said('places')}</h2>
<ul class="places">
  ${[
    place('portal', '/'),
    place('office', '/ufficio/'),
    place('telephone', '/demo/telefono'),
    place('mail', '/demo/mail'),
    place('sms', '/demo/sms'),
    place('write-sms', '/demo/sms/scrivi'),
    place('api', '/api/docs'),
  ]}
</ul>
<h2 id="clock">${said('clock')}</h2>
${clockCard(language, shown.now)}
<h2>${said('logins')}</h2>
<p class="soft">${said('logins.note')}</p>
<ul class="logins">
  ${shown.logins.map((login) => loginCard(said, login))}
</ul>`,
  );
}

export function mailPage(language: Language, mails: readonly SunkMail[], count: number): string {
  const said = speaker(language);
  const some = markup`<p class="soft">${said('mail.shown', { shown: mails.length, count })}</p>
<ul class="mails">
  ${mails.map((mail) => mailCard(language, mail))}
</ul>`;
  return page(
    language,
    said('mail.title'),
    markup`<p><a href="/demo">${said('back')}</a> · <a href="/demo/sms">${said('place.sms')}</a></p>
<p>${said('mail.lead')}</p>
${mails.length === 0 ? markup`<p>${said('mail.none')}</p>` : some}`,
  );
}

export function smsPage(language: Language, shown: readonly SunkSms[], count: number): string {
  const said = speaker(language);
  const some = markup`<p class="soft">${said('mail.shown', { shown: shown.length, count })}</p>
<ul class="mails">
  ${shown.map((one) => smsCard(language, one))}
</ul>`;
  return page(
    language,
    said('sms.title'),
    markup`<p><a href="/demo">${said('back')}</a> · <a href="/demo/mail">${said('place.mail')}</a></p>
<p>${said('sms.lead')}</p>
${shown.length === 0 ? markup`<p>${said('sms.none')}</p>` : some}`,
  );
}

export function resetPage(language: Language): string {
  const said = speaker(language);
  return page(
    language,
    said('reset.title'),
    markup`<p>${said('reset.body')}</p>
<p><a href="/demo">${said('back')}</a></p>`,
  );
}

export function clockInWords(language: Language, now: Instant): string {
  const words = { time: timeAt(now), day: dayInWords(dayAt(now), language) };
  return speaker(language)('clock.now', words);
}

function clockCard(language: Language, now: Instant): Markup {
  const said = speaker(language);
  return markup`<div class="clock">
  <p class="now">${clockInWords(language, now)}</p>
  <p class="soft">${said('clock.rule')}</p>
  <form method="post" action="/demo/clock">
    ${momentsAhead(language, now).map(
      ({ text, to }) => markup`<button name="now" value="${romeIso(to)}">${text}</button>`,
    )}
  </form>
  <form method="post" action="/demo/clock">
    <label>${said('clock.moment')}
      <input type="datetime-local" name="now" step="1" required value="${romeIso(now).slice(0, 19)}">
    </label>
    <button class="first">${said('clock.move')}</button>
  </form>
  <form method="post" action="/demo/reset">
    <button>${said('clock.reset')}</button>
    <span class="soft">${said('clock.reset.note')}</span>
  </form>
</div>`;
}

/** The moments that are worth seeing, as far as they are still to come. */
function momentsAhead(
  language: Language,
  now: Instant,
): readonly { readonly text: string; readonly to: Instant }[] {
  const said = speaker(language);
  const today = dayAt(now);
  const tomorrow = addDays(today, weekdayOf(today) === 5 ? 3 : 1);
  const day = dayInWords(tomorrow, language);
  const before = plusSeconds(instantOf(today, '09:30'), 30);
  const closed = plusSeconds(instantOf(today, '09:31'), 15);
  const moments = [
    { text: said('clock.before', { time: '9:30:30' }), to: before },
    { text: said('clock.closed', { time: '9:31:15' }), to: closed },
    { text: said('clock.tomorrow', { day, time: '8:15' }), to: instantOf(tomorrow, '08:15') },
  ];
  return moments.filter(({ to }) => to > now);
}

function loginCard(said: Say, login: DemoLogin): Markup {
  return markup`<li>
    <strong>${said(`role.${login.role}`)}</strong>
    <p><code>${login.login}</code> · <code>${login.password}</code></p>
    <p class="soft">${said(login.face === 'family' ? 'place.portal' : 'place.office')}</p>
    <p class="soft">${said(`role.${login.role}.note`)}</p>
  </li>`;
}

function mailCard(language: Language, mail: SunkMail): Markup {
  const said = speaker(language);
  const subject = mail.subject === '' ? said('mail.no-subject') : mail.subject;
  return markup`<li id="${mail.id}">
    <h2>${subject}</h2>
    <p class="soft">${said('mail.to', { to: mail.to.join(', ') })} · ${momentOf(language, mail.writtenAt)}</p>
    <pre>${withLinks(mail.text.trim())}</pre>
  </li>`;
}

function smsCard(language: Language, sms: SunkSms): Markup {
  const said = speaker(language);
  return markup`<li id="${sms.id}">
    <h2>${said('sms.from', { from: sms.from })}</h2>
    <p class="soft">${said('mail.to', { to: sms.to })} · ${momentOf(language, sms.arrivedAt)} · ${said('sms.segments', { count: sms.segments })}</p>
    <pre>${withLinks(sms.text)}</pre>
  </li>`;
}

/** By the demo's clock; as it is written where it is no instant. */
function momentOf(language: Language, written: string): string {
  const instant = parseInstant(written);
  if (instant === undefined) return written;
  return `${dayInWords(dayAt(instant), language)}, ${timeAt(instant)}`;
}

/** `script`: the address of one, for a page that cannot do without. */
export function page(language: Language, title: string, content: Markup, script?: string): string {
  return markup`<!doctype html>
<html lang="${language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex">
  <title>${title} · Refettorio</title>
  <link rel="stylesheet" href="/demo/demo.css">${
    script === undefined
      ? ''
      : markup`
  <script type="module" src="${script}"></script>`
  }
</head>
<body>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>`.markup;
}
