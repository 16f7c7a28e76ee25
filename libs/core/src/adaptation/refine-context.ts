/** What every part of `refines` looks at, and how it says what it finds. */
import { type Finding, type Param, pointer } from '../findings.js';
import type { Mandate, Template } from '../template/document.js';
import { grantToChange, grantToRemove, type LockOptions } from './grants.js';
import { mandateAt } from './mandate-table.js';
import { basisOf, UPPER } from './lock-words.js';
import type { Difference, Pointer } from './model.js';
import { placeName } from './place-name.js';
import { keysOf } from './shape.js';

/** One base and what was made of it, held against each other: shared by all parts of `refines`. */
export class Refining {
  constructor(
    readonly base: Template,
    readonly adapted: Template,
    readonly difference: Difference,
    readonly options: LockOptions,
  ) {}

  /** The mandate at a place of the base; what was granted is free. */
  mandate(path: Pointer): Mandate {
    return this.granted(path) ? 'free' : mandateAt(this.base, keysOf(path)).mandate;
  }
  isLocked(path: Pointer): boolean {
    return this.mandate(path) !== 'free';
  }
  granted(path: Pointer): boolean {
    return this.options.grants !== undefined && grantToChange(path, this.options) !== undefined;
  }
  grantedToRemove(path: Pointer): boolean {
    return this.options.grants !== undefined && grantToRemove(path, this.options) !== undefined;
  }

  /** A finding about a place of the base: what it is called, who locked it, on what authority, what is possible instead. */
  finding(code: string, path: Pointer, params: Record<string, Param> = {}, suggestion?: string): Finding {
    const keys = keysOf(path);
    const { mandate, setAt } = mandateAt(this.base, keys);
    const locked = pointer(...setAt);
    return {
      code: `refine.${code}`,
      severity: 'error',
      path,
      params: {
        place: placeName(this.base, path, this.adapted),
        by: this.options.setBy?.(locked) ?? UPPER,
        basis: basisOf(this.base, keys),
        setAt: locked,
        mandate,
        ...params,
      },
      suggestion: suggestion ?? `refine.${code}.suggestion`,
    };
  }
}
