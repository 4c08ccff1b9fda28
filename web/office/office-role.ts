// Whether the screens show what only the municipality's office may read; the server decides it anew for every answer.
import type { SessionView } from '#identity/api.ts';

export function hasOfficeRole({ account }: SessionView): boolean {
  return account.roles.some(({ role }) => role === 'office' || role === 'administrator');
}
