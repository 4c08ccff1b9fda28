// The demo's keys are public: production refuses this one by its fingerprint (platform/config.ts).

/** 32 bytes that everybody can read, in base64 as `REFETTORIO_MASTER_KEY` is given. */
export const demoMasterKey = Buffer.from('refettorio-demo-key-known-to-all').toString('base64');
