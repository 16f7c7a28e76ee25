import { type Finding, type Fix, pointer } from '../findings.js';
import type { StepKind } from '../step-kinds/step-kind.js';
import { stepKind } from '../step-kinds/step-kinds.js';
import type { LocalText, Step } from '../template/document.js';
import { found, type LintRule } from './lint-rule.js';
import { perElement } from '../template/per-element.js';

/** The superior is who passes things unless somebody says otherwise; what a cascade counts a person has to say. */
const supplied = (need: 'reviews' | 'cascade', path: string): Fix | undefined =>
  need === 'reviews'
    ? { edits: [{ op: 'set', path, value: { superior: { by: { who: 'superior' }, order: 1, limitDays: 3 } } }] }
    : undefined;

/** What is wrong with parameters, by the names that people see. */
function detailOf({ hints }: StepKind, keys: readonly string[], unknown: boolean): LocalText {
  const labels = keys.map((key) => (Object.hasOwn(hints, key) ? hints[key]?.label : undefined) ?? { zh: key, en: key });
  const [zh, en] = [labels.map((one) => one.zh).join('、'), labels.map((one) => one.en ?? one.zh).join(', ')];
  return unknown
    ? { zh: `没有“${zh}”这一项`, en: `it has no "${en}"` }
    : { zh: `“${zh}”填得不对`, en: `"${en}" does not fit` };
}

const breaches = perElement((id: string, step: Step): Finding[] => {
  const kind = stepKind(step.kind);
  return kind === undefined ? [] : [...breachesOf(kind, id, step)];
});

function* breachesOf(kind: StepKind, id: string, step: Step): Iterable<Finding> {
  const path = pointer('steps', id);
  const params = { step: step.title, kind: kind.title };
  for (const need of kind.needs) {
    const has = need === 'reviews' ? Object.keys(step.reviews).length > 0 : step.cascade !== undefined;
    if (!has) yield found('error', `kind-needs.${need}`, `${path}/${need}`, params, supplied(need, `${path}/${need}`));
  }
  if (!kind.asksUnit)
    for (const field of ['evidence', 'reviews'] as const)
      if (Object.keys(step[field]).length > 0)
        yield found('error', 'kind-hands-in-nothing', `${path}/${field}`, params, {
          edits: [{ op: 'set', path: `${path}/${field}`, value: {} }],
        });
  const checked = kind.params.safeParse(step.params);
  for (const issue of checked.error?.issues ?? []) {
    const [first] = issue.path.map(String);
    const unsound = issue.code === 'unrecognized_keys' ? issue.keys : first === undefined ? [] : [first];
    const edits = unsound.map((key) => ({ op: 'remove' as const, path: `${path}/params${pointer(key)}` }));
    yield found(
      'error',
      'unknown-parameter',
      `${path}/params${pointer(...issue.path.map(String))}`,
      { ...params, detail: detailOf(kind, unsound, issue.code === 'unrecognized_keys') },
      edits.length > 0 ? { edits } : undefined,
    );
  }
  if (step.mandate === 'alternative' && Object.keys(step.alternatives ?? {}).length === 0)
    yield found('error', 'alternative-without-choices', `${path}/alternatives`, params, {
      edits: [{ op: 'set', path: `${path}/mandate`, value: 'fixed' }],
    });
}

/** A step must carry what its kind cannot do without, and nothing its kind would never look at. */
export const kindContract: LintRule = {
  id: 'kind-contract',
  codes: [
    'kind-needs.reviews',
    'kind-needs.cascade',
    'kind-hands-in-nothing',
    'unknown-parameter',
    'alternative-without-choices',
  ],
  check: ({ template }) => Object.entries(template.steps).flatMap(([id, step]) => breaches(id, step)),
};
