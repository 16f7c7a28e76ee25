import type { BenchRow } from '../kit/row.js';
export const matrix: BenchRow = () => Promise.resolve([]);
