/** What a form lets people choose from: phases, steps, roles, kinds … of the template, in the reader's language. */
import {
  type LocalText,
  phaseNode,
  stepKinds,
  stepNode,
  tagTitle,
  type Template,
  templateGraph,
  type TemplateGraph,
} from '@gangmu/core';
import type { Option } from './field/choice-field.js';
import { inOrder, keysOf } from './place.js';

type Local = (text: LocalText | undefined) => string;

export const phaseOptions = (template: Template, local: Local): Option[] =>
  inOrder(template.phases).map((id) => ({ value: id, label: local(template.phases[id]?.title) }));

/** Steps phase by phase, in the order of the plan. */
export function stepOptions(template: Template, local: Local, wanted: (id: string) => boolean = () => true): Option[] {
  const place = new Map(inOrder(template.phases).map((id, index) => [id, index]));
  return Object.entries(template.steps)
    .filter(([id]) => wanted(id))
    .toSorted(([, a], [, b]) => (place.get(a.phase) ?? 0) - (place.get(b.phase) ?? 0) || a.order - b.order)
    .map(([id, step]) => ({ value: id, label: local(step.title), about: local(template.phases[step.phase]?.title) }));
}

export const roleOptions = (template: Template, local: Local): Option[] =>
  Object.entries(template.roles).map(([id, role]) => ({ value: id, label: local(role.title) }));
export const categoryOptions = (template: Template, local: Local): Option[] =>
  Object.entries(template.categories).map(([id, { title }]) => ({ value: id, label: local(title) }));
export const registerOptions = (template: Template, local: Local): Option[] =>
  Object.entries(template.registers).map(([id, { title }]) => ({ value: id, label: local(title) }));
export const kindOptions = (local: Local): Option[] =>
  stepKinds.map(({ id, title, description }) => ({ value: id, label: local(title), about: local(description) }));
/** Every tag that is used or forbidden anywhere, so that the same thing is called the same. */
export const tagOptions = (template: Template, local: Local): Option[] =>
  [
    ...new Set([
      ...Object.values(template.steps).flatMap(({ tags }) => tags),
      ...Object.values(template.policies).flatMap(({ rule }) => (rule.type === 'forbid-tags' ? rule.tags : [])),
    ]),
  ]
    .toSorted()
    .map((tag) => ({ value: tag, label: local(tagTitle(tag)) }));

let last: { template: Template; graph: TemplateGraph } | null = null;
/** The graph of a template; several fields of one form ask for it in turn. */
export function graphOf(template: Template): TemplateGraph {
  if (last?.template !== template) last = { template, graph: templateGraph(template) };
  return last.graph;
}

/**
 * The steps that come after an element (`/steps/x`, `/phases/x`) by whatever arrow, the element itself with them:
 * nothing it waits for may be among these.
 */
export function stepsAfter(template: Template, owner: string): Set<string> {
  const [map, id = ''] = keysOf(owner);
  const out = new Map<string, string[]>();
  for (const { from, to } of graphOf(template).arrows) out.set(from, [...(out.get(from) ?? []), to]);
  const start = map === 'phases' ? phaseNode(id) : stepNode(id);
  const seen = new Set([start]);
  for (const node of seen) for (const next of out.get(node) ?? []) seen.add(next);
  return new Set([...seen].filter((node) => node.startsWith('step:')).map((node) => node.slice('step:'.length)));
}
