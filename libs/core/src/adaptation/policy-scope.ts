/** Policies count from the level that set them down: what a level judges is its own and what comes below it. */
import type { PolicyScope } from '../template/complies.js';
import type { Difference } from './model.js';

interface Touched {
  added: Set<string>;
  steps: Set<string>;
}

/** What no policy reads of a step: words, people – both are always open –, its place in the order, who may change it. */
const UNREAD = [
  /^(notes|post|title|guidance|authority|lead|supporting|order|mandate|fieldMandates)(\/|$)/,
  /^(evidence|reviews)\/[^/]+\/(title|guidance|order|mandate)(\/|$)/,
];

function touchedBy(difference: Difference): Touched {
  const touched: Touched = { added: new Set(), steps: new Set() };
  for (const [path, { op }] of Object.entries(difference)) {
    const [, map, id = '', ...rest] = path.split('/');
    if (map !== 'steps' || UNREAD.some((each) => each.test(rest.join('/')))) continue;
    touched.steps.add(id);
    if (rest.length === 0 && op === 'add') touched.added.add(id);
  }
  return touched;
}

/**
 * What each policy of an effective template counts: as local, the steps added below the level that set it; singly
 * judged, for a policy of a lower level, the steps that level or one below it added or changed in what a policy reads –
 * what comes from above is not its to forbid – and what the last level added itself. `levels` are the differences below the root, from the top down.
 */
export function policyScope(levels: readonly { difference: Difference }[]): PolicyScope {
  const touched = levels.map(({ difference }) => touchedBy(difference));
  const own = touched.at(-1)?.added ?? new Set<string>();
  return (policy) => {
    const owner = levels.findLastIndex(({ difference }) => difference[`/policies/${policy}`]?.op === 'add');
    const local = new Set(touched.slice(owner + 1).flatMap(({ added }) => [...added]));
    if (owner < 0) return { local, own };
    return { local, own, judged: new Set(touched.slice(owner).flatMap(({ steps }) => [...steps])) };
  };
}
