// What the server answers, as the screens read it.
import type { Day } from '#ground/day.ts';

export interface TenantCard {
  readonly name: string;
  readonly province: string;
  readonly regionName: string;
  readonly helpPhone?: string | null;
  readonly demo: boolean;
}

export interface Session {
  readonly account: {
    readonly face: 'family' | 'staff';
    readonly displayName: string;
    readonly mustChangePassword: boolean;
    readonly roles: readonly string[];
  };
  readonly tenant: {
    readonly name: string;
    readonly regionName: string;
    readonly portalNote?: string | null;
  };
  readonly now: string;
}

export type DayState = 'not-served' | 'no-canteen' | 'expected' | 'absent' | 'booked' | 'not-booked';

export interface DayFacts {
  readonly day: Day;
  readonly state: DayState;
  readonly reason?: string | null;
  readonly cutOffAt: string | null;
  readonly advisedBy: string | null;
  readonly cutOff: string | null;
  readonly dietLabel?: string | null;
  readonly changedBy?: string | null;
}

export interface FamilyToday {
  readonly now: string;
  readonly today: Day;
  readonly children: readonly ChildToday[];
}

export interface ChildToday {
  readonly pupilId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly className: string;
  readonly schoolName: string;
  readonly services: readonly ServiceToday[];
}

export interface ServiceToday {
  readonly serviceId: string;
  readonly serviceName: string;
  readonly day: DayFacts;
  readonly next: DayFacts | null;
}

export interface PupilMonth {
  readonly now: string;
  readonly services: readonly {
    readonly serviceId: string;
    readonly serviceName: string;
    readonly firstDay: Day;
    readonly lastDay: Day;
    readonly days: readonly DayFacts[];
  }[];
}

export interface AbsenceEntry {
  readonly pupilId: string;
  readonly serviceId?: string;
  readonly days: readonly Day[];
}

export interface Receipt {
  readonly code: string;
  readonly receivedAt: string;
  readonly channel: string;
  readonly lines: readonly {
    readonly pupilFirstName: string;
    readonly serviceName: string;
    readonly operation: 'absence' | 'absence-undone';
    readonly days: readonly Day[];
  }[];
  readonly repeated: boolean;
}
