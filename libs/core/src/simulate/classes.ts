/**
 * Units that meet the same are planned once. What a plan depends on is the effective template and how its conditions
 * turn out, so units are put together by exactly that: cost grows with units only by a look at their facts.
 */
import type { Calendar } from '../calendar/calendar.js';
import type { Condition, Template } from '../template/document.js';
import { conditionReads } from '../template/conditions.js';
import { type KnownFacts, verdict } from '../template/effective.js';
import { type TemplateGraph, templateGraph } from '../template/graph.js';
import { type Plan, planFor } from '../template/plan.js';
import type { SimulatedCampaign, SimulatedUnit } from './model.js';

/** One effective template of one campaign on its dates, as far as it is the same for every unit. */
export interface Prepared {
  campaign: string;
  template: Template;
  window: { start: string; end: string };
  graph: TemplateGraph;
  conditions: readonly Condition[];
  /** Facts that the conditions read; units that agree in these need no second look. */
  reads: readonly (keyof KnownFacts)[];
}

/** Units that meet the same in one campaign. */
export interface PlanClass {
  prepared: Prepared;
  plan: Plan;
  facts: KnownFacts;
  units: number;
}

/** Units that meet the same in all campaigns together. */
export interface UnitClass {
  category: string;
  plans: PlanClass[];
  units: SimulatedUnit[];
}

export interface Grouped {
  classes: UnitClass[];
  /** Classes of each campaign, in the order given. */
  byCampaign: PlanClass[][];
}

const FACTS = ['category', 'rank', 'level', 'size', 'groups'] as const satisfies (keyof KnownFacts)[];
const letter = (of: boolean | undefined): string => (of === undefined ? '?' : of ? 'y' : 'n');

function prepare(campaign: SimulatedCampaign, own: Template): Prepared {
  const given = campaign.window ?? own.window;
  // A reversed window is named by the linter; planned as a single day it does no harm.
  const window = given.end < given.start ? { start: given.start, end: given.start } : given;
  const template = { ...own, window };
  const asking = [...Object.values(template.steps), ...Object.values(template.registers)];
  const conditions = asking.flatMap(({ when }) => (when === undefined ? [] : [when]));
  const reads = new Set(conditions.flatMap((condition) => conditionReads(condition)));
  return {
    campaign: campaign.id,
    template,
    window,
    graph: templateGraph(template),
    conditions,
    reads: FACTS.filter((fact) => reads.has(`unit.${fact}`)),
  };
}

/** Puts units together by what they meet in the campaigns given. */
export function groupUnits(
  campaigns: readonly SimulatedCampaign[],
  units: readonly SimulatedUnit[],
  calendar: Calendar,
): Grouped {
  const classes = new Map<string, UnitClass>();
  const planners = campaigns.map((campaign) => planner(campaign, calendar));
  for (const unit of units) {
    const met = planners.flatMap((plan) => plan.of(unit) ?? []);
    const category = unit.facts.category ?? '';
    const key = JSON.stringify([category, ...met.map(({ key }) => key)]);
    let found = classes.get(key);
    if (!found) {
      found = { category, plans: met.map(({ plan }) => plan), units: [] };
      classes.set(key, found);
    }
    found.units.push(unit);
    for (const { plan } of met) plan.units += 1;
  }
  return { classes: [...classes.values()], byCampaign: planners.map(({ plans }) => [...plans.values()]) };
}

/** What a unit meets in one campaign, and how units that meet the same are known. */
interface Met {
  key: string;
  plan: PlanClass;
}

function planner(campaign: SimulatedCampaign, calendar: Calendar) {
  const prepared = new Map<Template, { index: number; of: Prepared; alike: Map<string, Met> }>();
  const plans = new Map<string, PlanClass>();
  const of = (unit: SimulatedUnit): Met | undefined => {
    if (campaign.units && !campaign.units.has(unit.id)) return undefined;
    const template = campaign.templateOf?.(unit.id) ?? campaign.template;
    let base = prepared.get(template);
    if (!base) {
      base = { index: prepared.size, of: prepare(campaign, template), alike: new Map() };
      prepared.set(template, base);
    }
    const facts = JSON.stringify([unit.facts.category, ...base.of.reads.map((fact) => unit.facts[fact] ?? null)]);
    let met = base.alike.get(facts);
    if (!met) {
      met = planned(base.of, `${campaign.id} ${base.index} `, unit.facts);
      base.alike.set(facts, met);
    }
    return met;
  };
  const planned = (of: Prepared, prefix: string, facts: KnownFacts): Met => {
    let key = `${prefix}${facts.category ?? ''} `;
    for (const condition of of.conditions) key += letter(verdict(condition, facts));
    let plan = plans.get(key);
    if (!plan) {
      const { graph, template } = of;
      const { registerSizes, onCall } = campaign;
      const options = {
        calendar,
        graph,
        ...(registerSizes && { registerSizes }),
        ...(onCall !== undefined && { onCall }),
      };
      plan = { prepared: of, plan: planFor(template, facts, options), facts, units: 0 };
      plans.set(key, plan);
    }
    return { key, plan };
  };
  return { of, plans };
}
