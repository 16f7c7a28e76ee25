export * from './access/index.js';
export * from './adaptation/as-root.js';
export * from './adaptation/grants.js';
export * from './adaptation/lock.js';
export * from './adaptation/locked-by.js';
export * from './adaptation/newly-broken.js';
export * from './adaptation/place-name.js';
export * from './adaptation/refines.js';
export * from './adaptation/refines-today.js';
export * from './template/condition-implies.js';
export * from './template/extension-points.js';
export * from './adaptation/tightenings.js';
export * from './adaptation/policy-scope.js';
export * from './calendar/calendar.js';
export * from './calendar/calendar-changes.js';
export * from './calendar/cn-data.js';
export * from './calendar/cn.js';
export * from './calendar/plain-date.js';
export * from './calendar/read-calendar.js';
export * from './calendar/time-zone.js';
export * from './compare/index.js';
export * from './deadlines/resolve.js';
export * from './findings.js';
export * from './instants.js';
export * from './ledger/index.js';
export * from './operations/index.js';
export * from './table/index.js';
export * from './record/index.js';
export * from './run/activity.js';
export { isLive } from './run/command-rule.js';
export * from './run/coverage.js';
export * from './campaign/campaign-event.js';
export * from './campaign/campaign-coverage.js';
export * from './run/quick-request.js';
export * from './run/decide.js';
export * from './run/dependents.js';
export * from './run/evolve.js';
export * from './run/lateness.js';
export * from './run/model.js';
export * from './run/role-holders.js';
export * from './run/secrecy-marks.js';
export { itemsTakenOver } from './run/succession.js';
export * from './run/validate-values.js';
export * from './run/wakes.js';
export * from './run/wakes-of.js';
export * from './step-kinds/step-kind.js';
export * from './step-kinds/step-kinds.js';
export * from './template/conditions.js';
export * from './template/document.js';
export * from './words/ledger.js';
export * from './words/record.js';
export * from './template/content-hash.js';
export * from './template/effective.js';
export * from './template/parse.js';
export * from './words/words.js';
export * from './lint-rules/index.js';
export * from './lint-rules/lint-rule.js';
export * from './lint-rules/lint-session.js';
export * from './lint-rules/lint-template.js';
export { mandateFields } from './lint-rules/sound-mandates.js';
export * from './template/complies.js';
export * from './template/chosen.js';
export * from './template/graph.js';
export * from './template/json-schema.js';
export * from './template/known-categories.js';
export * from './template/known-tags.js';
export * from './template/lanes.js';
export * from './template/local-room.js';
export * from './template/mandate.js';
export * from './template/number-unit.js';
export * from './template/per-part.js';
export * from './template/plan.js';
export * from './template/reuse.js';
export * from './template/shift-dates.js';
export * from './simulate/index.js';
export * from './adaptation/apply.js';
export * from './adaptation/chain.js';
export * from './adaptation/difference.js';
export * from './adaptation/weight.js';
export * from './adaptation/merge-templates.js';
export * from './adaptation/merge-checks.js';
export * from './adaptation/merge.js';
export * from './adaptation/impact.js';
export * from './adaptation/adaptation-file.js';
export {
  type Adaptation,
  type Answered,
  type Change,
  type Conflict,
  CONFLICT_CLASSES,
  type ConflictClass,
  type Decision,
  type Difference,
  type Grant,
  type Level,
  type Merge,
  type Pointer,
  type Tightening,
} from './adaptation/model.js';
export { asIn, withValue } from './adaptation/place.js';
export { decideAnew, type DecidedAnew } from './adaptation/decide-anew.js';
export { takenAsQuestions } from './adaptation/declining.js';
export { mayBeRenamed } from './adaptation/renaming.js';
export { conflictKey } from './adaptation/settling.js';
export { shapeAt, type Shape, valueAt, within } from './adaptation/shape.js';
