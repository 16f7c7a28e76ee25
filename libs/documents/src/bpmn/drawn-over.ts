/** A foreign drawing laid over a plan: it has no word for most of what a plan says, and what it cannot say stays. */
import type { LocalText, Template } from '@gangmu/core';
import { UNNAMED } from './template-from.js';

type Steps = Template['steps'];
type Edges = Template['edges'];

/** Boxes that nobody named have no other name than the one they had. */
const named = (drawn: LocalText, known: LocalText): LocalText => (drawn.zh === UNNAMED.zh ? known : drawn);

const stepsOver = (plan: Steps, drawn: Steps): Steps =>
  Object.fromEntries(
    Object.entries(drawn).map(([id, step]) => {
      const known = Object.hasOwn(plan, id) ? plan[id] : undefined;
      if (known === undefined) return [id, step];
      const { phase, join, guidance, when } = step;
      const title = named(step.title, known.title);
      return [id, { ...known, phase, title, join, ...(guidance && { guidance }), ...(when !== undefined && { when }) }];
    }),
  );

/** An arrow between the same two steps is the same arrow, whatever the other program calls it. */
function edgesOver(plan: Edges, drawn: Edges): Edges {
  const known = new Map(Object.entries(plan).map((entry) => [`${entry[1].from} ${entry[1].to}`, entry]));
  return Object.fromEntries(
    Object.entries(drawn).map((entry) => known.get(`${entry[1].from} ${entry[1].to}`) ?? entry),
  );
}

const phasesOver = (plan: Template['phases'], drawn: Template['phases']): Template['phases'] =>
  Object.fromEntries(
    Object.entries(drawn).map(([id, phase]) => [
      id,
      { ...phase, ...plan[id], title: phase.title, ...(phase.guidance && { guidance: phase.guidance }) },
    ]),
  );

/**
 * What a drawing of another program means for a plan that is there: its steps, arrows, parts and texts, and for the
 * rest what the plan says.
 *
 * @param drawn as it was imported, with `own: false`
 */
export const drawnOver = (plan: Template, drawn: Template): Template => ({
  ...plan,
  id: drawn.id,
  title: named(drawn.title, plan.title),
  roles: { ...drawn.roles, ...plan.roles },
  phases: phasesOver(plan.phases, drawn.phases),
  steps: stepsOver(plan.steps, drawn.steps),
  edges: edgesOver(plan.edges, drawn.edges),
});
