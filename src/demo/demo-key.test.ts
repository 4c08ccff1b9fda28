// The demo's key is public: a real installation refuses it, whatever the demo calls it today.
import { expect, test } from 'vitest';
import { demoMasterKey } from '#demo/demo-key.ts';
import { readConfig } from '#platform/config.ts';

test('production refuses the key of the demo, and the demo runs with it', () => {
  const environment = { REFETTORIO_MASTER_KEY: demoMasterKey };
  expect(readConfig(environment, { allowPublicKeys: false })).toMatchObject({
    ok: false,
    faults: [expect.stringContaining("the demo's")],
  });
  expect(readConfig(environment, { allowPublicKeys: true }).ok).toBe(true);
});
