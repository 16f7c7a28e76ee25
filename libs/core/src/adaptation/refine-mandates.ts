/** Mandates are only ever raised, grants or not: a granted deviation is no leave to give others leave. */
import { MANDATE_WORDS } from '../compare/index.js';
import { type Finding, pointer } from '../findings.js';
import type { Step, Template } from '../template/document.js';
import { mandateOf } from '../template/mandate.js';
import { isAtLeastAsStrict } from './mandate-table.js';
import { placeName } from './place-name.js';
import type { Refining } from './refine-context.js';

const both = (a: object = {}, b: object = {}): string[] => Object.keys(a).filter((key) => Object.hasOwn(b, key));

/** The places of a step that may have a mandate of their own. */
function placesOf(id: string, base: Step, adapted: Step): string[][] {
  const at = ['steps', id];
  const fields = new Set([...Object.keys(base.fieldMandates ?? {}), ...Object.keys(adapted.fieldMandates ?? {})]);
  return [
    at,
    ...[...fields].map((field) => [...at, field]),
    ...both(base.evidence, adapted.evidence).map((key) => [...at, 'evidence', key]),
    ...both(base.reviews, adapted.reviews).map((key) => [...at, 'reviews', key]),
  ];
}

function* places(base: Template, adapted: Template): Generator<string[]> {
  for (const id of both(base.phases, adapted.phases)) if (base.phases[id] !== adapted.phases[id]) yield ['phases', id];
  for (const id of both(base.steps, adapted.steps)) {
    const [before, after] = [base.steps[id], adapted.steps[id]];
    if (before && after && before !== after) yield* placesOf(id, before, after);
  }
}

/** The places that levels below could change further than before. */
export function* refineMandates(refining: Refining): Generator<Finding> {
  const said = new Set<string>();
  for (const keys of places(refining.base, refining.adapted)) {
    const before = mandateOf(refining.base, keys);
    const after = mandateOf(refining.adapted, keys);
    if (isAtLeastAsStrict(after.mandate, before.mandate)) continue;
    // What lies in an element goes with its mandate: said once.
    const cause = pointer(...after.setAt);
    if (said.has(cause)) continue;
    said.add(cause);
    const [map, id = '', field = '', element] = keys;
    // Said where the looser mandate stands: at the element, or among its field mandates.
    const own =
      keys.length === 2 || element !== undefined ? [...keys, 'mandate'] : [map ?? '', id, 'fieldMandates', field];
    yield refining.finding('loosened', pointer(...own), {
      place: placeName(refining.base, pointer(...keys)),
      was: MANDATE_WORDS[before.mandate],
      now: MANDATE_WORDS[after.mandate],
    });
  }
}
