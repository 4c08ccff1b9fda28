// Where the text of an SMS that holds a secret lies sealed: whoever puts it in and whoever takes it out say the same place.
import type { FieldPlace } from '#tenancy/sealed-field.ts';

export const sealedTextOf = (messageId: string): FieldPlace => ({
  table: 'notifications.message',
  row: messageId,
  column: 'sealed_body',
});
