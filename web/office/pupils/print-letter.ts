// Prints what stands in the letter of a dialog, and nothing else.

/** Only the letter goes on the paper: whoever picks it up need not read the child's page as well. */
export function printLetter(): void {
  const page = document.documentElement;
  page.classList.add('printing-letter');
  addEventListener('afterprint', () => page.classList.remove('printing-letter'), { once: true });
  print();
}
