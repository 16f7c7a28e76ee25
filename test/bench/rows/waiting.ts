import type { BenchRow } from '../kit/row.js';
export const waiting: BenchRow = () => Promise.resolve([]);
