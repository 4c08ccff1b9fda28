// Every sentence of the portal in English; a missing one does not compile.
import kit from '../../kit/texts/en.json' with { type: 'json' };
import type { PortalKey } from '../texts.ts';
import portal from './en.json' with { type: 'json' };

export const english: Record<PortalKey, string> = { ...kit, ...portal };
