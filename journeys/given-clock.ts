// Loaded before the executable (`node --import`): its time stands still at what the file in GIVEN_CLOCK says, so that a
// journey can ask a real process within the last second of a minute. Timers run as always.
import { readFileSync } from 'node:fs';

const file = process.env['GIVEN_CLOCK'] ?? '';
Date.now = () => Date.parse(readFileSync(file, 'utf8'));
