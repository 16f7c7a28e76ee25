/** Granted deviations (变通): which of them cover a place, for whom and when. */
import type { PlainDate } from '../instants.js';
import type { LocalText } from '../template/document.js';
import type { Grant, Pointer } from './model.js';
import { within } from './shape.js';

export interface LockOptions {
  grants?: readonly Grant[];
  /** The adapting unit and every unit above it; without it, grants count for whomever they were given to. */
  units?: readonly string[];
  /** The day that counts; without it, grants count whatever their dates. */
  on?: PlainDate;
  /** What the level is called that set a place; “上级” where it is not known. */
  setBy?: (path: Pointer) => LocalText | undefined;
}

const inForce = (grant: Grant, { units, on }: LockOptions): boolean =>
  (units === undefined || grant.units.some((unit) => units.includes(unit))) &&
  (on === undefined || ((grant.from ?? on) <= on && on <= (grant.to ?? on)));

/**
 * The grants under which may be drafted: those that have not ended by this day. What begins later is worked on before it
 * begins; publishing asks that it has begun (`refinesToday`).
 */
export const draftable = (grants: readonly Grant[], on: PlainDate): Grant[] =>
  grants.filter(({ to }) => to === undefined || on <= to).map(({ from: _later, ...grant }) => grant);

/** The grant under which a place may be changed. Whoever may leave something out may also change it. */
export const grantToChange = (path: Pointer, options: LockOptions): Grant | undefined =>
  options.grants?.find((grant) => within(path, grant.path) && inForce(grant, options));

/** The grant under which an element may be left out: one for removal, or a change of what it lies in. */
export const grantToRemove = (path: Pointer, options: LockOptions): Grant | undefined =>
  options.grants?.find(
    (grant) =>
      within(path, grant.path) && (grant.allows === 'remove' || path !== grant.path) && inForce(grant, options),
  );
