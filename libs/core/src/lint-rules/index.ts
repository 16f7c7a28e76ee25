/** The one list of lint rules. A new rule is one file, one line here, its words and one spec. */
import { categoryWithoutUnits } from './category-without-units.js';
import { crowdedMeetings } from './crowded-meetings.js';
import { cycle } from './cycle.js';
import { evidenceInfeasible } from './evidence-infeasible.js';
import { impossibleDeadline } from './impossible-deadline.js';
import { kindContract } from './kind-contract.js';
import type { LintRule } from './lint-rule.js';
import { missingText } from './missing-text.js';
import { overDocumentation } from './over-documentation.js';
import { policyViolation } from './policy-violation.js';
import { repeatedDatum } from './repeated-datum.js';
import { restDayDeadline } from './rest-day-deadline.js';
import { roleWithoutHolder } from './role-without-holder.js';
import { sensitiveContent } from './sensitive-content.js';
import { skippableMandate } from './skippable-mandate.js';
import { soundMandates } from './sound-mandates.js';
import { unknownReference } from './unknown-reference.js';
import { unreachableStep } from './unreachable-step.js';
import { unsoundId } from './unsound-id.js';
import { weeklyBurden } from './weekly-burden.js';
import { window } from './window.js';

export const lintRules: readonly LintRule[] = [
  window,
  unknownReference,
  unsoundId,
  cycle,
  unreachableStep,
  kindContract,
  impossibleDeadline,
  restDayDeadline,
  evidenceInfeasible,
  sensitiveContent,
  skippableMandate,
  soundMandates,
  roleWithoutHolder,
  categoryWithoutUnits,
  repeatedDatum,
  overDocumentation,
  weeklyBurden,
  crowdedMeetings,
  policyViolation,
  missingText,
];
