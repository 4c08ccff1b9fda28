// Loaded before the executable (`node --import`), so that a journey can ask a real process within the last second of a
// minute: its time stands still at what the file in GIVEN_CLOCK says ('2026-11-23T09:30:59+01:00') or runs by so many
// milliseconds apart from the machine's ('+86400000'). Timers run as always. Nothing in src knows of it.
import { readFileSync } from 'node:fs';

const file = process.env['GIVEN_CLOCK'] ?? '';
const machineNow = Date.now;
Date.now = () => {
  const said = readFileSync(file, 'utf8');
  return /^[+-]\d+$/.test(said) ? machineNow() + Number(said) : Date.parse(said);
};
