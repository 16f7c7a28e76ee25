/** Who takes part in a campaign, folded from its record alone: anybody who has an export can count anew. */
import { type Coverage, coverage } from '../run/coverage.js';
import type { CampaignEvent } from './campaign-event.js';

/** How a unit stands in a campaign. */
export type UnitStanding =
  | { state: 'flagged'; reason?: string }
  | { state: 'running'; run: string }
  | { state: 'exempt'; reason: string }
  | { state: 'succeeded' };

/** How each unit that was ever in scope stands after these events. Events of other kinds are passed over. */
export function unitStandings(events: Iterable<CampaignEvent>): Map<string, UnitStanding> {
  const units = new Map<string, UnitStanding>();
  for (const event of events) {
    if (event.type === 'UnitsScoped') for (const unit of event.units) units.set(unit, { state: 'flagged' });
    else if (event.type === 'UnitsFlagged')
      for (const unit of event.units) units.set(unit, { state: 'flagged', reason: event.reason });
    else if (event.type === 'UnitsStarted')
      for (const [unit, run] of Object.entries(event.runs)) units.set(unit, { state: 'running', run });
    else if (event.type === 'UnitExempted') units.set(event.unit, { state: 'exempt', reason: event.reason });
    else if (event.type === 'UnitSucceeded') units.set(event.unit, { state: 'succeeded' });
  }
  return units;
}

/** Coverage as the record of a campaign has it. */
export function recordedCoverage(events: Iterable<CampaignEvent>): Coverage {
  const units = [...unitStandings(events)];
  const of = (state: UnitStanding['state']): string[] =>
    units.flatMap(([id, each]) => (each.state === state ? [id] : []));
  return coverage({
    inScope: units.flatMap(([id, { state }]) => (state === 'succeeded' ? [] : [id])),
    running: of('running'),
    exempt: new Map(units.flatMap(([id, each]) => (each.state === 'exempt' ? [[id, each.reason] as const] : []))),
  });
}
