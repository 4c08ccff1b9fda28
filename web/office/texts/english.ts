// Every sentence of the office in English; a missing one does not compile.
import kit from '../../kit/texts/en.json' with { type: 'json' };
import type { OfficeKey } from '../texts.ts';
import office from './en.json' with { type: 'json' };

export const english: Record<OfficeKey, string> = { ...kit, ...office };
