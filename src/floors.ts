// The ordered list of rooms, lowest first, with the libraries each may use: this file IS the architecture.
// A room may import only from rooms above it in this list; `scripts/tidy.ts` holds that true.
export interface Floor {
  readonly room: string;
  /** What the room is for, in one sentence. */
  readonly purpose: string;
  /** npm packages (and `node:` modules) that files of this room may import. */
  readonly libraries: readonly string[];
}

export const floors: readonly Floor[] = [
  {
    room: 'ground',
    purpose: 'values without business: days, instants, fiscal codes, refusals, sentences',
    libraries: ['intl-messageformat'],
  },
  {
    room: 'platform',
    purpose: 'I/O without business: the one database opener, outbox, HTTP server, log, crypto',
    libraries: [
      'node:*',
      'pg',
      '@electric-sql/pglite',
      'fastify',
      '@fastify/cookie',
      '@fastify/helmet',
      '@fastify/static',
      '@fastify/swagger',
      'fastify-type-provider-zod',
      'zod',
      'temporal-polyfill',
      'pdfkit',
    ],
  },
  {
    room: 'tenancy',
    purpose: 'which authority is served, its settings and its keys',
    libraries: ['zod'],
  },
  { room: 'audit', purpose: 'who did what to whose data, when, by which channel', libraries: [] },
  {
    room: 'notifications',
    purpose: 'deliver this text to this address, and know whether it arrived',
    libraries: ['nodemailer', 'smpp', 'sms-segments-calculator', 'zod', 'fastify', 'node:crypto'],
  },
  {
    room: 'schools',
    purpose: 'institutes, schools, classes, shifts, serving sites, kitchens, meal services',
    libraries: ['zod'],
  },
  {
    room: 'identity',
    purpose: 'accounts, credentials, sessions, roles with scopes',
    libraries: ['zod', 'fastify', 'node:crypto', 'node:util'],
  },
  {
    room: 'calendar',
    purpose: 'school years, canteen weekdays, closures, cut-offs: what a day is',
    libraries: ['zod', 'date-holidays'],
  },
  {
    room: 'enrolment',
    purpose:
      'pupils, guardians, who belongs to whom, who is enrolled in which service, staff who eat',
    libraries: ['zod', 'fastify'],
  },
  {
    room: 'correspondence',
    purpose: 'tell the guardians of a pupil an event, in their language, within restrictions',
    libraries: ['zod', 'fastify'],
  },
  {
    room: 'certificates',
    purpose: 'medical certificates as they arrived, their sealed files and what became of them',
    libraries: ['zod', 'fastify'],
  },
  {
    room: 'diets',
    purpose: 'special diets as dated facts: variant and plate label',
    libraries: ['zod'],
  },
  {
    room: 'menus',
    purpose:
      'seasons, rotation weeks, dishes with allergens: what is on the table, and on whose plate',
    libraries: ['zod', 'fastify'],
  },
  {
    room: 'roll-call',
    purpose: 'who of a class was seen at table on a day, and by whom',
    libraries: ['zod', 'fastify'],
  },
  {
    room: 'receipts',
    purpose: 'signed and chained proofs of accepted changes, and their verification',
    libraries: ['zod', 'node:crypto', 'node:fs/promises', 'node:path'],
  },
  {
    room: 'bookings',
    purpose: 'expected meals, absences, closing the day',
    libraries: ['zod', 'fastify', 'node:crypto'],
  },
  {
    room: 'day-events',
    purpose:
      'outings, strikes, openings and closures of whole classes: previewed, recorded, told, undone',
    libraries: ['zod', 'fastify'],
  },
  {
    room: 'kitchen',
    purpose: 'what to cook for whom: headcounts and special plates',
    libraries: ['zod', 'fastify'],
  },
  {
    room: 'morning',
    purpose:
      "today's schools for office and school: counts, roll calls, and hands raised by the morning check",
    libraries: ['zod', 'fastify'],
  },
  {
    room: 'open-suspensions',
    purpose: 'suspensions that nobody has ended: reminders to families, the office’s list',
    libraries: ['zod', 'fastify'],
  },
  {
    room: 'registry-import',
    purpose: "a municipality's files in: all or nothing, repeatable",
    libraries: ['node:*', 'zod'],
  },
  {
    room: 'voice',
    purpose: 'face: the phone dialogue, what carries it, and commands by SMS',
    libraries: ['node:*', 'fastify', 'zod'],
  },
  {
    room: 'api',
    purpose: "face: assembles every room's routes; OpenAPI, problem+json",
    libraries: ['node:*', 'fastify', 'zod', '@fastify/*', 'fastify-type-provider-zod'],
  },
  {
    room: 'command',
    purpose: 'face: what an operator types, one file for each subcommand',
    libraries: ['node:*'],
  },
  {
    room: 'demo',
    purpose: 'the invented municipality, the simulators of the outside world, the demo clock',
    libraries: ['node:*', 'fastify', 'smtp-server', 'postal-mime', 'smpp', 'zod'],
  },
];
