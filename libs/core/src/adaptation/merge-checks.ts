/** What a merged result is held against: the locks of the level above, and the rules on the whole. */
import type { Finding } from '../findings.js';
import { type LintOptions, lintTemplate } from '../lint-rules/lint-template.js';
import type { Template } from '../template/document.js';
import type { LockOptions } from './grants.js';
import { refines } from './refines.js';

/** Both give errors only. One object for many merges remembers what it has found. */
export interface MergeChecks {
  locks(base: Template, adapted: Template): readonly Finding[];
  rules(template: Template): readonly Finding[];
}

export interface CheckOptions extends LockOptions {
  calendar: LintOptions['calendar'];
  /** Kinds of units there are, for the linter; one per category where not given. */
  facts?: LintOptions['units'];
  heldRoles?: LintOptions['heldRoles'];
}

const errors = (findings: readonly Finding[]): Finding[] => findings.filter(({ severity }) => severity === 'error');

/** Checks that remember: the same template is linted once, however many adaptations lead to it. */
export function mergeChecks(options: CheckOptions): MergeChecks {
  const { calendar, facts, heldRoles, ...lock } = options;
  const lint: LintOptions = { calendar, ...(facts ? { units: facts } : {}), ...(heldRoles ? { heldRoles } : {}) };
  const linted = new WeakMap<Template, readonly Finding[]>();
  return {
    locks: (base, adapted) => (base === adapted ? [] : errors(refines(base, adapted, lock))),
    rules(template) {
      let found = linted.get(template);
      if (!found) {
        found = errors(lintTemplate(template, lint));
        linted.set(template, found);
      }
      return found;
    },
  };
}
