/** Dates that cannot be kept, each with the chain of steps that makes it so. */
import type { Finding } from '../findings.js';
import { impossibleDeadlines } from '../lint-rules/impossible-deadline.js';
import type { PlainDate } from '../instants.js';
import type { LocalText, Template } from '../template/document.js';
import { type TemplateGraph, stepNode } from '../template/graph.js';
import type { Plan } from '../template/plan.js';
import type { PlanClass } from './classes.js';

/** The steps that decide how early a step can begin, first one first, the step itself last. */
export function criticalChain(id: string, { graph, plan }: { graph: TemplateGraph; plan: Plan }): string[] {
  const chain = [id];
  for (let step: string | undefined = id; step !== undefined; ) {
    const opens: PlainDate | undefined = plan.steps.get(step)?.earliestOpen;
    step = opens === undefined ? undefined : endsOn(opens, stepNode(step), graph, plan);
    if (step !== undefined) chain.unshift(step);
  }
  return chain;
}

/** A step before a node that ends on the day that node can open, looking through the openings of phases. */
function endsOn(day: PlainDate, node: string, graph: TemplateGraph, plan: Plan): string | undefined {
  for (const { from, why } of graph.into.get(node) ?? []) {
    if (why === 'deadline') continue;
    const step = from.startsWith('step:') ? from.slice(5) : endsOn(day, from, graph, plan);
    if (step !== undefined && plan.steps.get(step)?.earliestEnd === day) return step;
  }
  return undefined;
}

const arrowed = (titles: readonly LocalText[]): LocalText => ({
  zh: titles.map(({ zh }) => zh).join(' → '),
  en: titles.map(({ zh, en }) => en ?? zh).join(' → '),
});

/** What cannot be kept, over all classes; the same date is named once, with the units it concerns. */
export function infeasibleChains(classes: readonly PlanClass[]): Finding[] {
  const found = new Map<string, { finding: Finding; units: number }>();
  for (const { prepared, plan, units } of classes) {
    const { template } = prepared;
    for (const finding of impossibleDeadlines(template, plan)) {
      const key = JSON.stringify([finding.code, finding.path, finding.params]);
      const known = found.get(key);
      if (known) known.units += units;
      else found.set(key, { finding: withChain(finding, template, { graph: prepared.graph, plan }), units });
    }
  }
  return [...found.values()].map(({ finding, units }) => ({ ...finding, params: { ...finding.params, units } }));
}

function withChain(finding: Finding, template: Template, of: { graph: TemplateGraph; plan: Plan }): Finding {
  const step = finding.path.split('/')[2];
  if (finding.code !== 'deadline-too-early' || step === undefined) return finding;
  const titles = criticalChain(step, of).flatMap((id) => template.steps[id]?.title ?? []);
  return {
    ...finding,
    code: titles.length > 1 ? 'simulate.infeasible-chain' : 'simulate.too-early',
    params: { ...finding.params, chain: arrowed(titles) },
  };
}
