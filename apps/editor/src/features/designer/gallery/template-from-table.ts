/** A template out of somebody's table of tasks: its phases and roles are those that the rows name. */
import {
  applyOperation,
  type EditedRow,
  type Finding,
  type LocalText,
  type Operation,
  parseTemplate,
  presetTitles,
  tableOperations,
  type Template,
} from '@gangmu/core';

const NOUN: LocalText = { zh: '专项工作', en: 'Programme' };

const namesIn = (cell: string | undefined): string[] =>
  (cell ?? '')
    .split(/[、,，;；/\n]+/)
    .map((name) => name.trim())
    .filter((name) => name !== '');

const titled = (names: readonly string[], prefix: string): Record<string, { title: LocalText; order: number }> =>
  Object.fromEntries(names.map((zh, index) => [`${prefix}-${index + 1}`, { title: { zh }, order: index + 1 }]));

export interface FromTable {
  template: Template;
  findings: Finding[];
}

/** Null where not even an empty plan can be made of it, e.g. a window that ends before it begins. */
export function templateFromTable(
  rows: readonly EditedRow[],
  given: {
    id: string;
    title: string;
    start: string;
    end: string;
    /** Of the organisation it is for: conditions and policies can name only these. */
    categories?: readonly { id: string; title: LocalText }[];
  },
): FromTable | null {
  const phases = [...new Set(rows.map(({ cells }) => (cells.phase ?? '').trim()).filter((name) => name !== ''))];
  const leads = rows.map(({ cells }) => namesIn(cells.lead));
  const roles = [...new Set([...leads, ...rows.map(({ cells }) => namesIn(cells.supporting))].flat())];
  const parsed = parseTemplate({
    format: 'gangmu-template/1',
    id: given.id,
    title: { zh: given.title },
    noun: NOUN,
    window: { start: given.start, end: given.end },
    categories: Object.fromEntries((given.categories ?? []).map(({ id, title }) => [id, { title }])),
    roles: Object.fromEntries(
      Object.entries(titled(roles.length === 0 ? [presetTitles.handler.zh] : roles, 'role')).map(([id, { title }]) => [
        id,
        { title },
      ]),
    ),
    phases: titled(phases.length === 0 ? [presetTitles.firstPhase.zh] : phases, 'phase'),
    steps: {},
  });
  if (!parsed.ok) return null;
  const single = rows.map((row, index): EditedRow => {
    const [lead, ...others] = leads[index] ?? [];
    // Who stands behind the first name supports it: a task has one lead.
    const supporting = [...others, ...namesIn(row.cells.supporting)].join('、');
    return {
      line: row.line,
      cells: {
        ...row.cells,
        ...(lead === undefined ? {} : { lead }),
        ...(supporting === '' ? {} : { supporting }),
      },
    };
  });
  const { operations, findings } = tableOperations(parsed.template, single, { lang: 'zh' });
  let { template } = parsed;
  for (const operation of operations) template = after(template, operation);
  return { template, findings };
}

function after(template: Template, operation: Operation): Template {
  const applied = applyOperation(template, operation);
  return applied.ok ? applied.value.template : template;
}
