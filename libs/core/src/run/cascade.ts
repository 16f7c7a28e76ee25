/** How many subordinate runs a cascade step waits for. */
import type { CompiledStep } from './compiled.js';
import type { Decision } from './decision.js';

export interface CascadeNeed {
  live: number;
  met: boolean;
  shortfall?: { asked: number; live: number };
}

/**
 * At least k asks for min(k, live) and says so; a share is taken of the live ones. Undefined until the first report;
 * a step without a rule of its own waits for all.
 */
export function cascadeNeed(d: Decision, step: CompiledStep): CascadeNeed | undefined {
  const { cascade } = d.step(step.id);
  if (!cascade) return undefined;
  const { live, reached } = cascade;
  const need = step.step.cascade?.need ?? { percent: 100 };
  if ('percent' in need) return { live, met: reached >= Math.ceil((need.percent / 100) * live - 1e-9) };
  return {
    live,
    met: reached >= Math.min(need.atLeast, live),
    ...(live < need.atLeast ? { shortfall: { asked: need.atLeast, live } } : {}),
  };
}
