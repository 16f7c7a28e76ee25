import type { Difference, Finding, Merge, Template } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import type { Tell } from '../platform/progress/progress.js';
import { inWords } from '../templates/templates.js';
import { breathing } from './breathing.js';
import { merged, reasonsOf, rememberedRules, stateOfMerge, type UpdateState } from './design-merging.js';
import { decisionsOf, type DesignRow, unitOf } from './design-rows.js';
import { DesignStore } from './design-store.js';
import { Families, type Member } from './family.js';

export interface Consequence {
  design: string;
  unit: ReturnType<typeof unitOf>;
  state: UpdateState;
  conflicts: number;
  reasons: Finding[];
}

/** What a new version would mean for the designs below, before it is published. */
@Injectable()
export class DesignImpact {
  constructor(
    private readonly store: DesignStore,
    private readonly families: Families,
  ) {}

  /**
   * What publishing this template would mean for everything below: each merged onto what the level above it would come
   * to; where that level would have something to decide, it counts as it stands until then. Nothing is stored.
   */
  async foresee(
    row: DesignRow,
    template: Template,
    lang: 'zh' | 'en',
    tell: Tell = () => undefined,
  ): Promise<Record<string, unknown>> {
    const family = await this.families.of(row.root_id);
    const breathe = breathing();
    const found: Consequence[] = [];
    const becomes = family.shared(template);
    const calendar = await this.store.calendars.of(template);
    const rules = rememberedRules(calendar);
    const queue: { design: string; becomes: Template; levels: readonly { difference: Difference }[] }[] = [
      { design: row.id, becomes, levels: await family.levelsOf(row, becomes) },
    ];
    let [done, total] = [0, 0];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const below = family.directlyBelow(next.design);
      total += below.length;
      for (const member of below) {
        const hash = member.version!.base!;
        const bounds = {
          ...(await family.bounds(member, next.becomes, hash)),
          calendar,
          above: next.levels,
        };
        const merge = merged({
          base: await family.template(hash),
          newBase: next.becomes,
          mine: member.difference ?? {},
          decisions: decisionsOf(member),
          bounds,
          rules,
        });
        found.push(consequenceOf(member, merge));
        queue.push({ design: member.id, becomes: merge.result, levels: [...next.levels, merge] });
        done += 1;
        tell(done, total);
        await breathe();
      }
    }
    const count = (state: UpdateState): number => found.filter((each) => each.state === state).length;
    return {
      automatic: count('automatic'),
      decisions: count('decisions'),
      refused: count('refused'),
      designs: found.map((each) => ({ ...each, reasons: inWords(each.reasons, lang) })),
    };
  }
}

const consequenceOf = (member: Member, merge: Merge): Consequence => ({
  design: member.id,
  unit: unitOf(member),
  state: stateOfMerge(merge),
  conflicts: merge.conflicts.length,
  reasons: reasonsOf(merge),
});
