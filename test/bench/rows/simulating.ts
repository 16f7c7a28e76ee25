/**
 * Linting and simulating the county template for 5,000 units in a hundred townships with adaptations of their own, two
 * campaigns at a time. The reference of the ratio is five seconds, what a designer waits for without going away; that
 * cost grows with kinds of units and not with units is seen in `per_unit`: 5,000 units over 1,250, both per unit.
 */
import { readFileSync } from 'node:fs';
import { cn, lintTemplate, parseTemplate, simulate, type SimulatedUnit, type Template } from '@gangmu/core';
import { type Measured, median, rounded } from '../kit/row.js';

const UNITS = 5000;
const TOWNSHIPS = 100;
const SECONDS = 5;
const ROUNDS = 3;

const BRANCHES = ['village', 'village', 'village', 'community', 'new-economy', 'organ-branch', 'school'];

/** A county of this size: every township with its branches, levels, sizes and territories. */
function unitsOf(count: number): SimulatedUnit[] {
  return Array.from({ length: count }, (_, index) => {
    const township = index % TOWNSHIPS;
    const first = index < TOWNSHIPS;
    return {
      id: first ? `t${township}` : `u${index}`,
      facts: {
        category: first ? 'township' : (BRANCHES[index % BRANCHES.length] ?? 'village'),
        level: first ? 2 : 3,
        size: 5 + (index % 300),
        groups: [`g${index % 30}`],
      },
      place: { id: `p${township}`, name: { zh: `第${township}会场` } },
      ...(first ? {} : { superior: `t${township}` }),
    };
  });
}

/** The template as a township adapted it: another deadline and a step of its own. */
function adapted(county: Template, township: number): Template {
  const [id, step] = Object.entries(county.steps).find(([, { kind }]) => kind === 'meeting') ?? [];
  if (!id || !step) throw new Error('the county template has no meeting');
  const local = { ...step, title: { zh: `本镇会议${township}` }, estimatedMinutes: 30 + (township % 7) };
  return { ...county, steps: { ...county.steps, [`local-${township}`]: local } };
}

export async function simulating(): Promise<Measured[]> {
  const path = new URL('../../../workflows/county-campaign/template.json', import.meta.url);
  const parsed = parseTemplate(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.ok) throw new Error('the county template cannot be read');
  const county = parsed.template;
  const templates = Array.from({ length: TOWNSHIPS }, (_, township) => adapted(county, township));

  const run = (count: number): number => {
    const units = unitsOf(count);
    const of = new Map(units.map(({ id }, index) => [id, templates[index % TOWNSHIPS]]));
    const begun = performance.now();
    for (const template of templates) lintTemplate(template, { calendar: cn });
    const { classes } = simulate({ id: 'one', template: county, templateOf: (unit) => of.get(unit) }, units, {
      calendar: cn,
      concurrent: [{ id: 'two', template: county }],
    });
    if (classes < TOWNSHIPS) throw new Error('the adaptations were not simulated');
    return performance.now() - begun;
  };
  run(UNITS / 4);
  const seconds = (count: number): number => median(Array.from({ length: ROUNDS }, () => run(count))) / 1000;
  const all = seconds(UNITS);
  const quarter = seconds(UNITS / 4);
  return [
    {
      bench: 'simulating',
      ratio: rounded(all / SECONDS),
      ours: rounded(all),
      reference: SECONDS,
      unit: 's',
      target: { atMost: 1 },
      units: UNITS,
      templates: TOWNSHIPS,
      quarter_s: rounded(quarter),
      per_unit: rounded(all / UNITS / (quarter / (UNITS / 4))),
    },
  ];
}
