// The page that the `type` of every problem points at: each code with its status and its sentences.
import { bookingsRefusals } from '#bookings/api.ts';
import { certificatesRefusals } from '#certificates/api.ts';
import { enrolmentRefusals } from '#enrolment/api.ts';
import { identityRefusals } from '#identity/api.ts';
import { kitchenRefusals } from '#kitchen/api.ts';
import { menuRefusals } from '#menus/api.ts';
import type { RefusalCatalogue } from '#platform/problem.ts';
import { requestRefusals } from '#platform/problem.ts';

const catalogues: readonly RefusalCatalogue[] = [
  requestRefusals,
  identityRefusals,
  enrolmentRefusals,
  menuRefusals,
  certificatesRefusals,
  bookingsRefusals,
  kitchenRefusals,
];

/** Whole HTML document; the sentences are shown as templates, with the names of their values in braces. */
export function errorsPage(): string {
  const rows = catalogues.flatMap(({ room, statuses, texts }) =>
    Object.entries(statuses).map(([refusal, status]) => {
      const key = `refusal.${refusal}`;
      const cells = [
        `${room}.${refusal}`,
        String(status),
        texts.it[key] ?? '',
        texts.en[key] ?? '',
      ];
      return `<tr id="${room}.${refusal}">${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
    }),
  );
  return `<!doctype html>
<html lang="it">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Refettorio: errori dell'API</title></head>
<body>
<h1>Errori dell'API</h1>
<p>Ogni errore è <code>application/problem+json</code> (RFC 9457), con un codice che non cambia.</p>
<table>
<thead><tr><th scope="col">Codice</th><th scope="col">Stato</th><th scope="col">Italiano</th><th scope="col" lang="en">English</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</body>
</html>
`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
