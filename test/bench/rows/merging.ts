/**
 * A new version of the shipped county plan (64 steps) taken over by 500 adaptations three levels deep: everything that
 * is asked before publishing. Ours is the cost of one of 500, the reference that of one of 125: linear means 1.
 */
import { readFileSync } from 'node:fs';
import { cn, impact, parseTemplateText } from '@gangmu/core';
import { adaptedTree, newVersion } from '../kit/adaptations.js';
import { type Measured, median, milliseconds, rounded } from '../kit/row.js';

const SIZES = [125, 250, 500] as const;
const ROUNDS = 5;

export async function merging(): Promise<Measured[]> {
  const file = new URL('../../../workflows/county-campaign/template.json', import.meta.url);
  const parsed = parseTemplateText(readFileSync(file, 'utf8'));
  if (!parsed.ok) throw new Error(`the county plan is no template: ${JSON.stringify(parsed.findings)}`);
  const times: Record<number, number[]> = { 125: [], 250: [], 500: [] };
  let conflicts = 0;
  // One round more than is counted: the first is slower for every size.
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const size of SIZES) {
      // Made anew each time, so that nothing is remembered from the round before.
      const root = structuredClone(parsed.template);
      const tree = adaptedTree(root, size);
      const next = newVersion(root);
      const took = await milliseconds(async () => {
        const { units } = impact(root, next, tree, { calendar: cn });
        if (units.length !== size) throw new Error(`${units.length} of ${size} adaptations were merged`);
        conflicts = units.reduce((sum, one) => sum + one.conflicts.length, 0);
      });
      if (round > 0) times[size]?.push(took);
    }
  const [small, middle, large] = SIZES.map((size) => median(times[size] ?? []) / size);
  return [
    {
      bench: 'merging',
      ratio: rounded((large ?? 0) / (small ?? 1)),
      ours: rounded(large ?? 0),
      reference: rounded(small ?? 0),
      unit: 'ms each',
      target: { atMost: 1.25 },
      each_of_250: rounded(middle ?? 0),
      seconds_of_500: rounded(((large ?? 0) * 500) / 1000),
      conflicts_of_500: conflicts,
    },
  ];
}
