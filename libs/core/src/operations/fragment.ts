/** A part of a template that can be carried elsewhere: what copy puts on the clipboard and paste takes from it. */
import { z } from 'zod';
import {
  categorySchema,
  edgeSchema,
  idSchema,
  registerSchema,
  roleSchema,
  stepSchema,
  type Template,
} from '../template/document.js';
import { pointSchema } from './elements.js';
import { referencesIn } from './references.js';

export const fragmentSchema = z.strictObject({
  format: z.literal('gangmu-fragment/1'),
  steps: z.record(idSchema, stepSchema),
  /** Dependencies among those steps. */
  edges: z.record(idSchema, edgeSchema).default({}),
  /** What the steps name, in case the other template does not have it. */
  roles: z.record(idSchema, roleSchema).default({}),
  categories: z.record(idSchema, categorySchema).default({}),
  registers: z.record(idSchema, registerSchema).default({}),
  layout: z.record(idSchema, pointSchema).default({}),
});
export type Fragment = z.infer<typeof fragmentSchema>;

const only = <T>(map: Readonly<Record<string, T>> | undefined, ids: ReadonlySet<string>): Record<string, T> =>
  Object.fromEntries(Object.entries(map ?? {}).filter(([id]) => ids.has(id)));

/** The fragment of a template with these steps; ids that are no steps are left out. */
export function fragmentOf(template: Template, ids: Iterable<string>): Fragment {
  const wanted = new Set(ids);
  const steps = only(template.steps, wanted);
  const edges = Object.fromEntries(
    Object.entries(template.edges).filter(([, { from, to }]) => Object.hasOwn(steps, from) && Object.hasOwn(steps, to)),
  );
  const named = { role: new Set<string>(), category: new Set<string>(), register: new Set<string>() };
  const collect = (of: Parameters<typeof referencesIn>[0]): void => {
    for (const { to, id } of referencesIn(of)) if (to in named) named[to as keyof typeof named].add(id);
  };
  const empty = { phases: {}, steps: {}, edges: {}, roles: {}, registers: {}, policies: {} };
  collect({ ...empty, steps });
  collect({ ...empty, registers: only(template.registers, named.register) });
  // A role brings those who stand in for it, and theirs.
  for (let before = -1; before !== named.role.size; ) {
    before = named.role.size;
    collect({ ...empty, roles: only(template.roles, named.role) });
  }
  return {
    format: 'gangmu-fragment/1',
    steps,
    edges,
    roles: only(template.roles, named.role),
    categories: only(template.categories, named.category),
    registers: only(template.registers, named.register),
    layout: only(template.layout, new Set(Object.keys(steps))),
  };
}

/** Reads a fragment from what was on the clipboard; null for anything else. */
export function readFragment(text: string): Fragment | null {
  if (text.length > 2_000_000 || !text.includes('gangmu-fragment/1')) return null;
  try {
    const parsed = fragmentSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
