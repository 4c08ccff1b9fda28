// Somebody with a session at the served address, as any client of the public API.
import type { ChangeResponse, TodayResponse } from '#bookings/api.ts';
import type { KitchenDay } from '#kitchen/api.ts';

/** What an answer says, receipt or problem; only one of them has the other's words. */
export type ChangeAnswer = Partial<ChangeResponse & { readonly detail: string }> & {
  readonly status: number;
};

export interface Passer {
  today(): Promise<TodayResponse>;
  /** The sheet of the only kitchen. */
  sheet(day: string): Promise<KitchenDay>;
  /** The guardian's only child, and one day. */
  change(path: '/absences' | '/absences/undo', key: string, day: string): Promise<ChangeAnswer>;
}

/** Signs in with a first password and changes it, as everybody must. */
export async function passer(
  base: string,
  first: { readonly login: string; readonly password: string } | undefined,
  chosen: string,
): Promise<Passer> {
  if (first === undefined) throw new Error('there is no letter for this person');
  let cookie = '';
  const send = async (path: string, init: RequestInit = {}): Promise<[number, unknown]> => {
    const headers = new Headers(init.headers);
    headers.set('cookie', cookie);
    if (init.body !== undefined) headers.set('content-type', 'application/json');
    const response = await fetch(`${base}/api/v1${path}`, { ...init, headers });
    const [given] = response.headers.getSetCookie();
    if (given !== undefined) cookie = given.split(';')[0] ?? '';
    const text = await response.text();
    return [response.status, text === '' ? undefined : JSON.parse(text)];
  };
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    send(path, { method: 'POST', body: JSON.stringify(body), headers });
  const today = async (): Promise<TodayResponse> => toToday((await send('/family/today'))[1]);
  await post('/session', first);
  await post('/session/password', { currentPassword: first.password, newPassword: chosen });
  return {
    today,
    sheet: async (day) => {
      const [kitchen] = toKitchens((await send('/kitchens'))[1]).kitchens;
      return toSheet((await send(`/kitchens/${kitchen?.kitchenId ?? ''}/days/${day}`))[1]);
    },
    change: async (path, key, day) => {
      const [child] = (await today()).children;
      const entries = [{ pupilId: child?.pupilId, days: [day] }];
      const headers = { 'idempotency-key': `journey-${key}` };
      const [status, body] = await post(path, { entries }, headers);
      return { ...toChange(body), status };
    },
  };
}

function toToday(body: unknown): TodayResponse {
  return body as TodayResponse;
}

function toKitchens(body: unknown): { readonly kitchens: readonly KitchenDay['kitchen'][] } {
  return body as { readonly kitchens: readonly KitchenDay['kitchen'][] };
}

function toSheet(body: unknown): KitchenDay {
  return body as KitchenDay;
}

function toChange(body: unknown): Omit<ChangeAnswer, 'status'> {
  return body as Omit<ChangeAnswer, 'status'>;
}
