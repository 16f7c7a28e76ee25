/** What a merged result is held against: the locks of the level above, and the rules on the whole. */
import type { Finding } from '../findings.js';
import { type LintOptions, lintTemplate } from '../lint-rules/lint-template.js';
import { bytesOf, canonicalText, hashOf } from '../record/canonical.js';
import { type LocalText, localTextSchema, type Template } from '../template/document.js';
import { differenceOf } from './difference.js';
import type { LockOptions } from './grants.js';
import type { Difference, Level } from './model.js';
import { elementOf } from './place.js';
import { policyScope } from './policy-scope.js';
import { refines } from './refines.js';
import { fieldsIn, isNode, partOf, type Shape, shapeAt } from './shape.js';

/** Both give errors only. One object for many merges remembers what it has found. */
export interface MergeChecks {
  locks: (base: Template, adapted: Template) => readonly Finding[];
  /**
   * `base`: what this template is an adaptation of, `above`: the adaptations between the root and that base, from the
   * top down. Policies count from their owner down by them, and templates are recognised that the rules have seen.
   */
  rules: (template: Template, base?: Template, above?: readonly Adapting[]) => readonly Finding[];
}
/** A level of which only what it changes matters here. */
export type Adapting = Pick<Level, 'difference'>;

export interface CheckOptions extends LockOptions {
  calendar: LintOptions['calendar'];
  /** Kinds of units there are, for the linter; one per category where not given. */
  facts?: LintOptions['units'];
  organisation?: LintOptions['organisation'];
}

const errors = (findings: readonly Finding[]): Finding[] => findings.filter(({ severity }) => severity === 'error');

/** What no rule that gives errors asks about, but whether it is there at all: words, authorities, places of boxes. */
function withoutWords(shape: Shape, value: unknown): unknown {
  if (shape.schema === localTextSchema) return (value as LocalText).zh.trim() === '' ? ' ' : 'text';
  if (!isNode(value) || (shape.kind !== 'elements' && !fieldsIn(shape, value))) return value;
  const rest: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) {
    const field = partOf(shape, value, key);
    if (field && (shape.kind === 'elements' || key !== 'authority')) rest[key] = withoutWords(field.shape, part);
  }
  return rest;
}

const UNREAD = [
  /^\/layout(\/|$)/,
  /^(\/(steps|policies)\/[^/]+)?\/authority(\/|$)/,
  /^\/(steps|phases)\/[^/]+\/notes(\/|$)/,
];

const setsPolicies = ({ difference }: Adapting): boolean =>
  Object.keys(difference).some((path) => path.startsWith('/policies/'));

/** The changes between two templates that a rule could see; empty where only words differ. */
function seenByRules(template: Template, difference: Difference, above: readonly Adapting[]): Record<string, unknown> {
  const seen: Record<string, unknown> = {};
  // A policy of a lower level judges what that level touched, be it in words only.
  if ([...above, { difference }].some(setsPolicies)) seen['touched'] = Object.keys(difference).map(elementOf);
  for (const [path, change] of Object.entries(difference)) {
    if (UNREAD.some((each) => each.test(path))) continue;
    const field = 'value' in change ? shapeAt(template, path) : undefined;
    const value = field && 'value' in change ? withoutWords(field.shape, change.value) : undefined;
    if (value === 'text' && change.op === 'set') continue;
    seen[path] = value === undefined ? change : { op: change.op, value };
  }
  return seen;
}

/** Checks that remember: templates that differ in words only are linted once, however many adaptations lead to them. */
export function mergeChecks(options: CheckOptions): MergeChecks {
  const { calendar, facts, organisation, ...lock } = options;
  const lint: LintOptions = {
    calendar,
    ...(facts ? { units: facts } : {}),
    ...(organisation ? { organisation } : {}),
  };
  const linted = new WeakMap<Template, readonly Finding[]>();
  const classes = new WeakMap<Template, string>();
  const sound = new Set<string>();
  let strangers = 0;

  const classOf = (template: Template, difference: Difference, above: readonly Adapting[], base?: Template): string => {
    let name = classes.get(template);
    if (name !== undefined) return name;
    if (base === undefined || base === template) name = String((strangers += 1));
    else {
      const seen = seenByRules(template, difference, above);
      const of = classOf(base, {}, above);
      name = Object.keys(seen).length === 0 ? of : hashOf(bytesOf(canonicalText([of, seen])));
    }
    classes.set(template, name);
    return name;
  };

  return {
    locks: (base, adapted) => (base === adapted ? [] : errors(refines(base, adapted, lock))),
    rules(template, base, above = []) {
      const known = linted.get(template);
      if (known) return known;
      const difference = base === undefined || base === template ? {} : differenceOf(base, template);
      const like = classOf(template, difference, above, base);
      const policies = policyScope([...above, { difference }]);
      // What was found is said in a template's own words; only that nothing was found holds for all of a class.
      const found = sound.has(like) ? [] : errors(lintTemplate(template, { ...lint, policies }));
      if (found.length === 0) sound.add(like);
      linted.set(template, found);
      return found;
    },
  };
}
