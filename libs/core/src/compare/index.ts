export { authorsOf, type LeftBy } from './authors.js';
export * from './bring-in.js';
export { compare, type Sentence, sentencesOf, type SpokenChange, spokenChanges } from './compare.js';
export { describeAnchor, describeBound, describeDeadlines } from './describe-bound.js';
export { describeCondition } from './describe-condition.js';
export {
  describeAggregate,
  describeDemands,
  describeEvidence,
  describeEvidenceBriefly,
  EVIDENCE_TYPES,
  FILE_ROLES,
} from './describe-evidence.js';
export { describePolicy } from './describe-policy.js';
export { describeReach, describeRung, describeRungTime, RUNG_EFFECTS } from './describe-rung.js';
export {
  describeAlternative,
  describeCascade,
  describeExtension,
  describeJoin,
  describeOccurrences,
  describeOpening,
  describeReview,
  kindName,
  MANDATE_WORDS,
  MANDATES,
} from './describe-step-parts.js';
export { keptSentences } from './kept-sentences.js';
export { hasSaying, valueWords } from './value-words.js';
export { sayDate, sayList, textIn } from './speech.js';
