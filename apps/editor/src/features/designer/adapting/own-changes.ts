/** What this level changed of the level above, one sentence at a time, and the operation that takes each back. */
import {
  differenceOf,
  keptOf,
  keptSentences,
  marksWithout,
  type Edit,
  type Operation,
  sameValue,
  type Sentence,
  sentencesOf,
  type Template,
  valueAt,
  within,
} from '@gangmu/core';

export interface OwnChange {
  sentence: Sentence;
  /** Places of the adaptation that the sentence speaks of. */
  paths: readonly string[];
}

const touches = (a: string, b: string): boolean => within(a, b) || within(b, a);

/** Own changes in the order of the plan, last what stands on purpose as it does above. Where cards stand is no change. */
export function ownChanges(base: Template, template: Template, kept: readonly string[] = []): OwnChange[] {
  const marked = differenceOf(base, template, kept);
  const marks = keptOf(base, marked);
  const difference = Object.fromEntries(Object.entries(marked).filter(([path]) => !marks.includes(path)));
  const sentences = sentencesOf(base, template, difference);
  const left = new Set(Object.keys(difference).filter((path) => !within(path, '/layout')));
  const changes = sentences.map((sentence) => {
    const paths = [...left].filter((path) => touches(path, sentence.path));
    for (const path of paths) left.delete(path);
    return { sentence, paths };
  });
  // Several numbers of one order are one sentence, which names the first only.
  const order = changes.find(({ sentence }) => sentence.kind === 'moved' && sentence.path.endsWith('/order'));
  if (order !== undefined) order.paths = [...order.paths, ...left];
  const purposes = keptSentences(base, marks).map((sentence) => ({ sentence, paths: [sentence.path] }));
  return [...changes.filter(({ paths }) => paths.length > 0), ...purposes];
}

/** What stays marked as set on purpose when one own change is taken back. */
export const marksAfter = (
  base: Template,
  template: Template,
  kept: readonly string[],
  { paths }: Pick<OwnChange, 'paths'>,
): string[] => marksWithout(base, differenceOf(base, template, kept), paths);

/** Takes one own change back: what the level above has stands there again. */
export function revertOperation(base: Template, template: Template, { paths }: Pick<OwnChange, 'paths'>): Operation {
  const local = paths.filter((path) => isStep(path) && valueAt(base, path) === undefined);
  const edits = paths
    .filter((path) => !local.includes(path))
    .map((path): Edit => {
      const above = valueAt(base, path);
      return above === undefined ? { op: 'remove', path } : { op: 'set', path, value: above };
    })
    // What stands there on purpose needs no edit: its mark goes.
    .filter(({ op, path }) => !sameValue(valueAt(template, path), op === 'set' ? valueAt(base, path) : undefined));
  const fixes: Operation[] = edits.length === 0 ? [] : [{ op: 'apply-fix', edits }];
  // What was joined to a step of one's own goes with it.
  const steps: Operation[] =
    local.length === 0
      ? []
      : [{ op: 'remove-steps', ids: local.map((path) => path.split('/')[2] ?? ''), references: 'remove' }];
  const operations = [...fixes, ...steps];
  const [only] = operations;
  return operations.length === 1 && only !== undefined
    ? only
    : { op: 'batch', operations: operations.map((operation) => ({ ...operation })) };
}

const isStep = (path: string): boolean => /^\/steps\/[^/]+$/.test(path);
