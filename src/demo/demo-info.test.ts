// What scripts read of the running demo: one JSON object, or a sentence when there is nothing to read.
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { infoText, printInfo } from '#demo/demo-info.ts';
import { keepFile } from '#demo/kept-file.ts';

let file = '';
let written: string[] = [];
let complained: string[] = [];
beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'refettorio-info-')), 'demo-info.json');
  written = [];
  complained = [];
});

const print = () =>
  printInfo(
    file,
    (line) => written.push(line),
    (line) => complained.push(line),
  );
const addressesAt = (base: string) => ({
  portal: `${base}/`,
  office: `${base}/ufficio/`,
  telephone: `${base}/demo/telefono`,
  mail: `${base}/demo/mail`,
  api: `${base}/api/docs`,
  demo: `${base}/demo`,
});
const logins = [{ role: 'office', face: 'staff', login: 'ufficio', password: 'timbro' }] as const;

test('without a running demo there is a sentence, and no object', async () => {
  expect(await print()).toBe(1);
  expect(complained.join()).toContain('npm start');
  expect(written).toEqual([]);
});

test('a demo that was killed left its file behind: nobody answers, and that is said', async () => {
  await keepFile(file, infoText(addressesAt('http://127.0.0.1:9'), logins));
  expect(await print()).toBe(1);
  expect(complained.join()).toContain('non risponde');
  expect(written).toEqual([]);
});

test('a running demo gives its addresses, its time and its logins as one line of JSON', async () => {
  const server = createServer((_request, response) => {
    response.end('{"now":"2026-11-23T08:15:00.000+01:00"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await keepFile(file, infoText(addressesAt(base), logins));
  expect(await print()).toBe(0);
  server.close();
  expect(written).toHaveLength(1);
  expect(JSON.parse(written[0]!)).toEqual({
    addresses: addressesAt(base),
    now: '2026-11-23T08:15:00.000+01:00',
    logins: [
      {
        role: 'office',
        login: 'ufficio',
        password: 'timbro',
        note: 'Ufficio mensa. Impiegata del Comune: vede i numeri di tutte le cucine.',
      },
    ],
  });
});
