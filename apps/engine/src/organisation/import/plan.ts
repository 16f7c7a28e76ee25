/**
 * What an import would do: current organisation + rows → plan, with everything wrong named. Pure: the same code
 * answers the dry run and decides the real one, so the two cannot differ.
 */
import type { ParsedFiles } from '@gangmu/documents/tables';
import type { ImportPlan, ImportRights, Organisation } from './organisation-plan.js';
import { planPeople } from './plan-people.js';
import { planPosts } from './plan-posts.js';
import { planUnits } from './plan-units.js';
import type { Planning } from './planning.js';
import { postReach } from './post-reach.js';

export interface PlanSurroundings {
  today: string;
  newId: () => string;
  rights: ImportRights;
}

/** Works out an import. Nothing may be applied while `problems` is not empty. */
export function planImport(current: Organisation, files: ParsedFiles, around: PlanSurroundings): ImportPlan {
  const plan: ImportPlan = {
    units: [],
    people: [],
    posts: [],
    same: { units: 0, people: 0, posts: 0 },
    problems: [...files.problems],
  };
  const planning: Planning = {
    ...around,
    current,
    plan,
    complain: (row, field, code, params = {}) =>
      plan.problems.push({ file: row.file, row: row.row, column: row.heading(field), code, params }),
  };
  const tree = planUnits(files.units, planning);
  const reach = postReach(tree, planning);
  planPosts(files.posts, tree, reach, planPeople(files.people, tree, reach, planning), planning);
  plan.problems.sort((a, b) => (a.file === b.file ? a.row - b.row : a.file < b.file ? -1 : 1));
  return plan;
}
