// Writes a table as an Italian Excel does: UTF-8 with its mark, semicolons, CRLF. The demo's own: it shares nothing with the reader.

export function csvOf(rows: readonly (readonly string[])[]): Uint8Array {
  const lines = rows.map((cells) => cells.map(quoted).join(';'));
  return new TextEncoder().encode(`\u{FEFF}${lines.join('\r\n')}\r\n`);
}

function quoted(cell: string): string {
  return /[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
