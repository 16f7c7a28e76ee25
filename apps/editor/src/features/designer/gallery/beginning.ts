import type { Design } from '@gangmu/contract';

export const BEGINNINGS = ['empty', 'shipped', 'last-year', 'template', 'file'] as const;
/** What a new design begins from; with a design chosen already, or none. */
export interface Beginning {
  from: (typeof BEGINNINGS)[number];
  design: Design | null;
}
