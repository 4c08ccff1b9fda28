// The page of the demo's telephone: who calls, the keys, and what the line says in writing; a script makes it ring.
import type { DemoCaller } from '#demo/callers.ts';
import { unknownNumber } from '#demo/callers.ts';
import { writtenNumber } from '#ground/phone-number.ts';
import { markup } from '#demo/markup.ts';
import type { Markup } from '#demo/markup.ts';
import { clockInWords, page, speaker } from '#demo/pages.ts';
import { telephonePath } from '#demo/telephone-api.ts';
import type { Instant } from '#ground/instant.ts';
import type { Language } from '#ground/sentence.ts';
import type { ServedLine } from '#tenancy/phone-lines.ts';

export function telephonePage(
  language: Language,
  shown: {
    readonly now: Instant;
    readonly line: ServedLine;
    readonly callers: readonly DemoCaller[];
  },
): string {
  const said = speaker(language);
  const { now, line, callers } = shown;
  return page(
    language,
    said('telephone.title'),
    markup`<p><a href="/demo">${said('back')}</a></p>
<p>${said('telephone.lead')}</p>
<p><span id="now">${clockInWords(language, now)}</span> <a href="/demo#clock">${said('clock.move')}</a></p>
<noscript><p>${said('telephone.no-script')}</p></noscript>
<div class="telephone">
  <section class="dial" aria-label="${said('telephone.handset')}">
    <p class="dialled"><span class="soft">${said('telephone.number')}</span> <strong>${writtenNumber(line.number)}</strong></p>
    <p class="soft">${line.cost === null ? '' : line.cost[language]}</p>
    <label>${said('telephone.from')}
      <select id="from">
        <option value="${unknownNumber}">${said('telephone.unknown', { number: writtenNumber(unknownNumber) })}</option>
        ${callers.map((caller) => callerOption(language, caller))}
        <option value="">${said('telephone.hidden')}</option>
      </select>
    </label>
    <button type="button" class="first" id="call" data-hang-up="${said('telephone.hang-up')}">${said('telephone.call')}</button>
  </section>
  <section class="heard">
    <h2 id="heard-title">${said('telephone.heard')}</h2>
    <label class="switch"><input type="checkbox" role="switch" id="aloud" checked> ${said('telephone.aloud')}</label>
    <p class="soft" id="mute" hidden>${said('telephone.mute')}</p>
    <div id="transcript" role="log" aria-labelledby="heard-title" tabindex="0"
      data-line="${said('telephone.line')}" data-you="${said('telephone.you')}"
      data-nothing="${said('telephone.nothing')}" data-over="${said('telephone.over')}"
      data-fault="${said('telephone.fault')}"><p class="soft">${said('telephone.empty')}</p></div>
  </section>
  <section class="keys" aria-label="${said('telephone.keypad')}">
    <output id="keyed" aria-label="${said('telephone.keyed')}"></output>
    <div class="keypad">
      ${keys.map((key) => keyButton(language, key))}
    </div>
    <button type="button" id="silence" disabled>${said('telephone.silence')}</button>
    <p class="soft">${said('telephone.silence.note')}</p>
  </section>
</div>
<h2>${said('telephone.codes')}</h2>
<p class="soft">${said('telephone.codes.note')}</p>
<ul class="codes">
  ${callers
    .flatMap(({ children }) => children)
    .map(({ firstName, phoneCode }) => markup`<li>${firstName} <code>${phoneCode}</code></li>`)}
</ul>`,
    `${telephonePath}/telephone.js`,
  );
}

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;

function keyButton(language: Language, key: (typeof keys)[number]): Markup {
  const said = speaker(language);
  const name = key === '*' ? said('telephone.star') : key === '#' ? said('telephone.hash') : key;
  return markup`<button type="button" data-key="${key}" aria-label="${name}" disabled>${key}</button>`;
}

function callerOption(language: Language, { name, number, children }: DemoCaller): Markup {
  const said = speaker(language);
  const of = new Intl.ListFormat(language).format(children.map(({ firstName }) => firstName));
  return markup`<option value="${number}">${said('telephone.family', { name, children: of, number: writtenNumber(number) })}</option>`;
}
