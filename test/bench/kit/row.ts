import type { EmbeddedPostgres } from '@gangmu/engine';

/** What a row of the benchmark answers. */
export interface Measured {
  bench: string;
  /** ours ÷ reference, in the reference's unit. */
  ratio: number;
  ours: number;
  reference: number;
  unit: string;
  /** Whether the target is a floor or a ceiling of the ratio. */
  target: { atLeast: number } | { atMost: number };
  /** Further figures worth seeing. */
  [figure: string]: unknown;
}

export type BenchRow = (cluster: EmbeddedPostgres) => Promise<Measured[]>;

export const milliseconds = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Nearest-rank quantile. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const rounded = (value: number, digits = 3): number => Number(value.toPrecision(digits));
