/**
 * A run: one unit's work in one campaign. Its state, the commands that may change it and the events that did.
 *
 * `decide(run, command, context)` answers with events or a refusal; `evolve(run, event)` applies one event and reads
 * nothing else, so that old records stay foldable for ever. Events therefore carry resolved outcomes: dates,
 * decisions, holders – never rules to be applied again.
 */
export * from './run-command.js';
export * from './run-context.js';
export * from './run-event.js';
export * from './run-state.js';
