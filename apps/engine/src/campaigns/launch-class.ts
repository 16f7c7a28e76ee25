/**
 * Units that begin alike. What a run's first events depend on is the template and those facts of the unit that its
 * conditions read; a county of thousands has a few dozen such classes. Each is decided once, through the same door as
 * every command, and stamped with the ids of its units in the database.
 */
import { randomBytes } from 'node:crypto';
import {
  type Actor,
  canonicalText,
  conditionReads,
  decideAndEvolve,
  GENESIS,
  holderIn,
  recordEvent,
  type Refusal,
  type RoleHolders,
  type RunContext,
  type RunEvent,
  type Succession,
  type Template,
  type UnitFacts,
} from '@gangmu/core';
import { newId } from '../platform/ids.js';
import { deadlineRow } from '../runs/run-commit.js';
import { itemRow, storedState } from '../runs/run-rows.js';
import { allWakes } from '../runs/run-wakes.js';

/** What is the same for every run of a launch. */
export interface LaunchPlan {
  campaign: string;
  hash: string;
  template: Template;
  calendar: RunContext['calendar'];
  /** Minutes. */
  start: number;
  end: number;
  actor: Actor;
  at: number;
}

export interface LaunchUnit {
  id: string;
  facts: UnitFacts;
  holders: RoleHolders;
}

/** Who stands for each role, as far as a run's first events depend on it. */
function standings(template: Template, holders: RoleHolders): string[] {
  const holderOf = holderIn(template, holders);
  return Object.keys(template.roles).flatMap((role) => [holderOf(role, 'file'), holderOf(role, 'review')]);
}

/** The facts that decide to which class a unit belongs, as a key. */
export function classKey(template: Template, unit: LaunchUnit): string {
  return JSON.stringify([
    ...standings(template, unit.holders),
    ...readFacts(template).map((name) => unit.facts[name as keyof UnitFacts] ?? null),
  ]);
}

const read = new WeakMap<Template, string[]>();
function readFacts(template: Template): string[] {
  let facts = read.get(template);
  if (facts === undefined) {
    const conditions = [...Object.values(template.steps), ...Object.values(template.registers)].flatMap(({ when }) =>
      when === undefined ? [] : [when],
    );
    facts = [
      ...new Set(
        conditions
          .flatMap(conditionReads)
          .filter((path) => path.startsWith('unit.'))
          .map((path) => path.slice(5)),
      ),
    ].sort();
    read.set(template, facts);
  }
  return facts;
}

/**
 * Decides a class on its first unit; the answer is what `launch_runs` takes. A unit that succeeds another is a class of
 * its own.
 */
export function launchClass(
  plan: LaunchPlan,
  unit: LaunchUnit,
  succeeding?: Succession,
): { ok: true; value: string; events: RunEvent[] } | { ok: false; refusal: Refusal } {
  // Marks of letters and digits only: canonical JSON leaves them as they are, and nothing else can contain them.
  const mark = newId();
  const marks = { run: `run${mark}`, unit: `unit${mark}`, facts: `"facts${mark}"` };
  const context: RunContext = {
    actor: plan.actor,
    at: plan.at,
    newId,
    template: plan.template,
    calendar: plan.calendar,
    unit: unit.facts,
    holderOf: holderIn(plan.template, unit.holders),
  };
  const decided = decideAndEvolve(
    null,
    {
      type: 'StartRun',
      run: marks.run,
      campaign: plan.campaign,
      unit: marks.unit,
      template: plan.hash,
      start: plan.start,
      end: plan.end,
      ...(succeeding === undefined ? {} : { succeeding }),
    },
    context,
  );
  if (!decided.ok) return decided;
  const { events, run } = decided.value;
  const personal: { hash: string; salt: string; value: unknown }[] = [];
  const recorded = events.map((event, n) => {
    const marked = event.type === 'RunStarted' ? { ...event, facts: JSON.parse(marks.facts) as unknown } : event;
    const entry = {
      stream: { kind: 'run' as const, id: marks.run },
      seq: n + 1,
      at: plan.at,
      by: plan.actor,
      event: marked,
    };
    const { body, personal: values } = recordEvent(entry, GENESIS, () => randomBytes(16).toString('hex'));
    personal.push(...values);
    return { seq: n + 1, type: event.type, body };
  });
  return {
    ok: true,
    events,
    value: JSON.stringify({
      campaign: plan.campaign,
      template: plan.hash,
      at: plan.at,
      start: run.start,
      end: run.end,
      status: run.status,
      version: run.version,
      ended_at: run.endedAt ?? null,
      state: storedState(run),
      marks,
      events: recorded,
      personal,
      items: Object.values(run.items).map((item) => itemRow(run, item)),
      deadlines: allWakes(run, context).map((wake) => deadlineRow(run, wake)),
    }),
  };
}

/** A unit's facts as they stand in its first event. */
export const factsText = (facts: UnitFacts): string => canonicalText(facts);
