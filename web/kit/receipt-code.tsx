// A receipt's code in the groups it is read out on the phone: 123 456 789.
import type { JSX } from 'preact';

export function ReceiptCode({ code }: { readonly code: string }): JSX.Element {
  return (
    <span class="receipt-code">
      <span class="only-spoken">{[...digitsOf(code)].join(' ')}</span>
      <span aria-hidden="true">{groupsOf(code).join(' ')}</span>
    </span>
  );
}

/** Threes from the left, whatever separators the code was written with. */
export function groupsOf(code: string): readonly string[] {
  return digitsOf(code).match(/\d{1,3}/g) ?? [];
}

function digitsOf(code: string): string {
  return code.replaceAll(/\D/g, '');
}
