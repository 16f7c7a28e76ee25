/** The template each unit works by: the one simulated, with what the levels above the unit and its own changed. */
import { effectiveChain } from '../adaptation/chain.js';
import type { Level } from '../adaptation/model.js';
import type { Template } from '../template/document.js';

/**
 * What `SimulatedCampaign.templateOf` asks for; undefined where nothing below changed anything. Units below the same
 * levels share one object.
 *
 * @param superiors each unit's unit above
 */
export function effectiveTemplates(
  root: Template,
  levels: readonly Level[],
  superiors: ReadonlyMap<string, string | null>,
): (unit: string) => Template | undefined {
  const byUnit = new Map(levels.map((level) => [level.unit, level]));
  const made = new Map<string, Template>();
  return (unit) => {
    const above: Level[] = [];
    const seen = new Set<string>();
    for (let at: string | null | undefined = unit; at != null && !seen.has(at); at = superiors.get(at)) {
      seen.add(at);
      const level = byUnit.get(at);
      if (level && (at !== unit || level.applies === 'self-and-below')) above.unshift(level);
    }
    if (above.length === 0) return undefined;
    const key = JSON.stringify(above.map((level) => level.unit));
    let template = made.get(key);
    if (!template) {
      template = effectiveChain(root, above).template;
      made.set(key, template);
    }
    return template;
  };
}
