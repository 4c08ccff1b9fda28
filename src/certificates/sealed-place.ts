// Where a certificate's file lies: what its seal is bound to, with the tenant (FOUNDATIONS 18).
import type { FieldPlace } from '#tenancy/sealed-field.ts';

export const sealedPlace = (certificateId: string): FieldPlace => ({
  table: 'certificates.certificate_file',
  row: certificateId,
  column: 'sealed',
});
