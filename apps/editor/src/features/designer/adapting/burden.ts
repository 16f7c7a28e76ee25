/** What an adaptation asks of each category of units, beside what the level above asks and what policy allows. */
import { effectiveFor, type LocalText, planFor, type Policy, type Template, weeklyLoad } from '@gangmu/core';
import { calendarNamed } from '../../../platform/calendars.js';

export interface Load {
  items: number;
  /** Minutes and required uploads of the fullest week. */
  minutes: number;
  uploads: number;
}
export interface CategoryLoad {
  category: string;
  title: LocalText;
  now: Load;
  above: Load;
  /** Steps of one's own that come up there. */
  local: number;
  limits: { minutes: number; items: number | null; uploads: number | null; local: number | null };
  /** How much of the tightest limit is used up, 1: all of it. */
  share: number;
}

/** Minutes a week where no policy says otherwise: what the linter takes as well. */
const USUAL_MINUTES = 480;

const loads = new WeakMap<Template, Map<string, Load>>();

/** What a template asks of a category; remembered as long as the template is. */
function loadOf(template: Template, category: string): Load {
  let known = loads.get(template);
  if (known === undefined) loads.set(template, (known = new Map()));
  let load = known.get(category);
  if (load === undefined) {
    const { items } = planFor(template, { category }, { calendar: calendarNamed(template.calendar) });
    const most = (weeks: ReadonlyMap<string, number>): number => Math.ceil(Math.max(0, ...weeks.values()) - 1e-9);
    const uploads = (step: string): number =>
      Object.values(template.steps[step]?.evidence ?? {}).filter(
        ({ type, required }) => required && (type === 'file' || type === 'photo'),
      ).length;
    load = {
      items: items.length,
      minutes: most(weeklyLoad(items, (step) => template.steps[step]?.estimatedMinutes ?? 0)),
      // An upload is counted in the week it is due: half a photo is none.
      uploads: most(
        weeklyLoad(
          items.map((item) => ({ ...item, open: item.due })),
          uploads,
        ),
      ),
    };
    known.set(category, load);
  }
  return load;
}

/** The strictest policy of a kind that holds for a category. */
function limitOf(template: Template, category: string, limit: (rule: Policy['rule']) => number | null): number | null {
  const limits = Object.values(template.policies)
    .filter(({ categories }) => categories.length === 0 || categories.includes(category))
    .flatMap(({ rule }) => limit(rule) ?? []);
  return limits.length === 0 ? null : Math.min(...limits);
}

/** Categories with the fullest first; those that an adaptation does not reach are still shown by it. */
export function burdenByCategory(base: Template, template: Template): CategoryLoad[] {
  return Object.entries(template.categories)
    .map(([category, { title }]): CategoryLoad => {
      const now = loadOf(template, category);
      const limits = {
        minutes:
          limitOf(template, category, (rule) => (rule.type === 'max-weekly-minutes' ? rule.minutes : null)) ??
          USUAL_MINUTES,
        items: limitOf(template, category, (rule) => (rule.type === 'max-items' ? rule.max : null)),
        uploads: limitOf(template, category, (rule) => (rule.type === 'max-weekly-uploads' ? rule.uploads : null)),
        local: limitOf(template, category, (rule) => (rule.type === 'max-local-steps' ? rule.max : null)),
      };
      const local = [...effectiveFor(template, { category }).keys()].filter(
        (id) => base.steps[id] === undefined,
      ).length;
      const part = (is: number, most: number | null): number => (most === null ? 0 : most === 0 ? is : is / most);
      const shares = [
        part(now.minutes, limits.minutes),
        part(now.items, limits.items),
        part(now.uploads, limits.uploads),
        part(local, limits.local),
      ];
      return { category, title, now, above: loadOf(base, category), local, limits, share: Math.max(...shares) };
    })
    .toSorted((a, b) => b.share - a.share);
}
