// Lets so many works run at once and no more; the others wait in line.
export interface Turnstile {
  pass<T>(work: () => Promise<T>): Promise<T>;
  /** How long the line is. */
  waiting(): number;
}

export function turnstileFor(atOnceMax: number): Turnstile {
  let running = 0;
  const line: (() => void)[] = [];
  return {
    pass: async (work) => {
      if (running >= atOnceMax) await new Promise<void>((resolve) => line.push(resolve));
      else running += 1;
      try {
        return await work();
      } finally {
        // The place passes straight to the next in line, so that nobody slips in between.
        const next = line.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
    waiting: () => line.length,
  };
}
