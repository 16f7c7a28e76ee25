import type { Mandate } from '@gangmu/core';

export const MANDATE_WORDS = {
  fixed: 'designer.mandate.fixed',
  alternative: 'designer.mandate.alternative',
  tighten: 'designer.mandate.tighten',
  free: 'designer.mandate.free',
} as const satisfies Record<Mandate, string>;
