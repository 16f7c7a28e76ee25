/**
 * Units that meet the same are planned once. What a plan depends on is the effective template and how its conditions
 * turn out, so units are put together by exactly that: cost grows with units only by a look at their facts.
 */
import type { Calendar } from '../calendar/calendar.js';
import type { Condition, Template } from '../template/document.js';
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

const letter = (of: boolean | undefined): string => (of === undefined ? '?' : of ? 'y' : 'n');

function prepare(campaign: SimulatedCampaign, own: Template): Prepared {
  const given = campaign.window ?? own.window;
  // A reversed window is named by the linter; planned as a single day it does no harm.
  const window = given.end < given.start ? { start: given.start, end: given.start } : given;
  const template = { ...own, window };
  return {
    campaign: campaign.id,
    template,
    window,
    graph: templateGraph(template),
    conditions: Object.values(template.steps).flatMap(({ when }) => (when === undefined ? [] : [when])),
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

function planner(campaign: SimulatedCampaign, calendar: Calendar) {
  const prepared = new Map<Template, { index: number; of: Prepared }>();
  const plans = new Map<string, PlanClass>();
  const of = ({ id, facts }: SimulatedUnit): { key: string; plan: PlanClass } | undefined => {
    if (campaign.units && !campaign.units.has(id)) return undefined;
    const template = campaign.templateOf?.(id) ?? campaign.template;
    let base = prepared.get(template);
    if (!base) {
      base = { index: prepared.size, of: prepare(campaign, template) };
      prepared.set(template, base);
    }
    let key = `${campaign.id} ${base.index} ${facts.category ?? ''} `;
    for (const condition of base.of.conditions) key += letter(verdict(condition, facts));
    let plan = plans.get(key);
    if (!plan) {
      const { graph } = base.of;
      const { registerSizes, onCall } = campaign;
      const options = {
        calendar,
        graph,
        ...(registerSizes && { registerSizes }),
        ...(onCall !== undefined && { onCall }),
      };
      plan = { prepared: base.of, plan: planFor(base.of.template, facts, options), facts, units: 0 };
      plans.set(key, plan);
    }
    return { key, plan };
  };
  return { of, plans };
}
