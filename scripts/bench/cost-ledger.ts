// What one request costs in milliseconds of processor, process by process: where all cores are busy, this is the limit.
export type Costs = Readonly<Record<string, number>>;

export interface CostLedger {
  /** `side` has done so many requests for so much processor. */
  add(side: string, done: number, costs: Costs): void;
  perRequest(side: string): string;
  /** What was spent while warming up does not count. */
  clear(): void;
}

export function costLedger(): CostLedger {
  const sums = new Map<string, { done: number; costs: Record<string, number> }>();
  const sumOf = (side: string) => sums.get(side) ?? { done: 0, costs: {} };
  return {
    add: (side, done, costs) => {
      const sum = sumOf(side);
      sum.done += done;
      for (const [process, ms] of Object.entries(costs))
        sum.costs[process] = (sum.costs[process] ?? 0) + ms;
      sums.set(side, sum);
    },
    perRequest: (side) => {
      const { done, costs } = sumOf(side);
      return Object.entries(costs)
        .map(([process, ms]) => `${process} ${(ms / done).toFixed(2)} ms`)
        .join(', ');
    },
    clear: () => sums.clear(),
  };
}
