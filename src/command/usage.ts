// What `refettorio --help` prints.
export const usage = `Refettorio: school meals of Italian municipalities.

Usage: refettorio <command> [options]

  serve                          serve families, offices and kitchens, and close the days
  migrate                        bring the tables to this version (PostgreSQL; the embedded database does it by itself)
  create-tenant                  make an authority: --slug --name --province --region --mail-from --host (repeat --host)
                                 numbers that are answered: [--phone +39…] [--sms +39…] [--cost-it --cost-en]
  open-school-year               give it the official calendar: --tenant --rule lombardy --year 2026
  create-staff                   make a login of an office: --tenant --login --name --role [--email]
  give-password                  a new first password, for who has no mailbox: --tenant --login
  set-sms                        who sends an authority's SMS: --tenant --sender --state pending|approved|none [--monthly-segments]
                                 [--known-numbers-only yes|no]: whether any telephone may write with a child's code
                                 [--patron 11-11]: month and day on which no SMS rings that can wait
  set-phone                      who is known on its telephone: --tenant [--pin yes|no] [--known-numbers yes|no] [--from 2026-12-01]:
                                 whether a number that is not on file gives a PIN, and whether one on file needs no code
  give-phone-secret              the secret that its telephone provider signs with: --tenant, REFETTORIO_PHONE_SECRET
  import <folder>                read a municipality's files: --tenant [--dry-run] [--school-year 2026] [--letters <file>]
  close-day                      close every day that is over, of every authority, and end
  receipts verify                verify every receipt and the chain: [--tenant] [--published <file or folder>]
  prompts                        make the telephone's sounds that are missing: [--missing] only lists them, [--list] lists all
  rewrap-keys                    wrap the keys of all authorities under a new master key: REFETTORIO_NEW_MASTER_KEY
  demo                           the invented municipality of Valserena, with its own clock: demo --info prints its logins

Environment:
  REFETTORIO_MASTER_KEY          32 bytes in base64 (openssl rand -base64 32): opens everything that is sealed
  DATABASE_URL                   postgres://…; absent: an embedded database in REFETTORIO_DATA
  DATABASE_OWNER_URL             the owner's login, for migrate only
  DATABASE_CONNECTIONS           default 4: two for each core of the database server
  REFETTORIO_DATA                default ./data
  REFETTORIO_HEADS               where the daily head of the receipts' chain is written; default <data>/heads
  REFETTORIO_SOUNDS              where the telephone's sounds are made and recordings dropped; default <data>/sounds
  VOICE_AGI_PORT, VOICE_AGI_BIND where Asterisk asks (FastAGI; 4573 is usual); default off, and 127.0.0.1
  PORT, REFETTORIO_BIND          default 3000 and 127.0.0.1
  REFETTORIO_HTTPS               yes when browsers reach us by https (through the proxy); default no
  TRUSTED_PROXIES                addresses whose forwarded headers are believed, separated by commas
  SMTP_URL                       smtp://user:password@host:587 or smtps://…; absent: mail waits
  SMS_URL                        smpp://login:password@host:2775, ssmpp://… or https://…; absent: no SMS goes out
  SMS_WINDOW                     SMPP: unanswered messages at the same time, default 10
  SMS_HTTP_METHOD, SMS_HTTP_HEADERS, SMS_HTTP_BODY, SMS_HTTP_ID
                                 https: how the provider is asked, and where its id stands in the answer
  SMS_WEBHOOK_SECRET             what the provider must say when it reports at /api/v1/sms/reports
  SMS_REPORT_ID, SMS_REPORT_STATE, SMS_REPORT_DELIVERED, SMS_REPORT_FAILED
                                 where its reports hold id and state, and in which words
  SMS_INCOMING_SECRET            takes what families write at /api/v1/sms/incoming; absent: by SMPP only
  SMS_INCOMING_CHECK, SMS_INCOMING_HEADER
                                 "secret" (default) or "hmac-sha256" of the body, in which header
  SMS_INCOMING_ID, SMS_INCOMING_FROM, SMS_INCOMING_TO, SMS_INCOMING_TEXT
                                 where a provider's request says these
`;
