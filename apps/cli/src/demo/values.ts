/** What the people of the demonstration fill in: valid for the evidence a step declares, and the same for the same key. */
import {
  addDays,
  type Evidence,
  type EvidenceValue,
  hashOf,
  type PlainDate,
  type Step,
  type TableRow,
  type Values,
} from '@gangmu/core';
import { between, chance } from './chance.js';
import { sampleFiles } from './sample-file.js';

export interface Filling {
  seed: number;
  unit: string;
  /** Members of the unit. */
  size: number;
  item: string;
  /** Held together with other units, on one day for all. */
  together: boolean;
  openedOn: PlainDate;
  today: PlainDate;
}

/** Values for every evidence field of a step. */
export function valuesFor(step: Step, filling: Filling): Values {
  const heldOn = heldOnDate(filling);
  return Object.fromEntries(
    Object.entries(step.evidence)
      .filter(
        ([id, evidence]) => evidence.required || chance(filling.seed, filling.unit, filling.item, id, 'optional') < 0.3,
      )
      .map(([id, evidence]) => [id, valueFor(evidence, heldOn, filling, id)]),
  );
}

/** Held up to three days before it is handed in, never before the item opened. */
function heldOnDate({ seed, unit, item, together, openedOn, today }: Filling): PlainDate {
  const held = addDays(today, -between(0, 3, seed, together ? '' : unit, item, 'held'));
  return held < openedOn ? openedOn : held;
}

function valueFor(evidence: Evidence, heldOn: PlainDate, filling: Filling, id: string): EvidenceValue {
  const key = [filling.seed, filling.unit, filling.item, id] as const;
  switch (evidence.type) {
    case 'head-count': {
      const due = Math.max(1, filling.size);
      const share = Math.max((evidence.minPresentPercent ?? 0) / 100, 0.86 + 0.14 * chance(...key));
      const present = Math.min(due, Math.ceil(due * share));
      return { due, present, onLeave: due - present, madeUp: 0 };
    }
    case 'date':
      return heldOn;
    case 'number': {
      const low = evidence.min ?? 1;
      return between(low, Math.min(evidence.max ?? low + 8, low + 8), ...key);
    }
    case 'text':
      return '按要求组织开展，内容、人员、效果均已落实，有关情况已向支部通报，后续工作按计划推进。'
        .repeat(Math.ceil((evidence.minLength ?? 1) / 40))
        .slice(0, evidence.maxLength);
    case 'choice': {
      const option = evidence.options[0]!.value;
      return evidence.multiple ? [option] : option;
    }
    case 'file':
    case 'photo':
      return sampleFiles(evidence).map(({ bytes }) => hashOf(bytes));
    case 'table':
      return tableRows(evidence, heldOn, key);
  }
}

type Table = Extract<Evidence, { type: 'table' }>;

/** Enough rows, on days of their own, that every minimum a rule asks for is reached. */
function tableRows(table: Table, heldOn: PlainDate, key: readonly (string | number)[]): TableRow[] {
  const asked = table.rules.flatMap((rule) => (rule.of === 'sum' || rule.min === undefined ? [] : [rule.min]));
  const sums = table.rules.filter((rule) => rule.of === 'sum' && rule.min !== undefined);
  const rows = Math.min(table.maxRows, Math.max(table.minRows, 1, ...asked));
  return Array.from({ length: rows }, (_, n) =>
    Object.fromEntries(
      Object.entries(table.columns).map(([column, { type, options = [] }]) => {
        const excluded = new Set(
          table.rules.flatMap((rule) => (rule.filter?.column === column ? (rule.filter.exclude ?? []) : [])),
        );
        const only = table.rules.flatMap((rule) => (rule.filter?.column === column ? (rule.filter.only ?? []) : []));
        const least = Math.max(
          1,
          ...sums.filter((rule) => rule.column === column).map((rule) => Math.ceil(rule.min! / rows)),
        );
        const value = {
          text: `第${n + 1}项`,
          number: least + between(0, 2, ...key, column, n),
          date: addDays(heldOn, n + 1 - rows),
          choice:
            only[n % Math.max(1, only.length)] ?? options.find((option) => !excluded.has(option.value))?.value ?? '',
        }[type];
        return [column, value];
      }),
    ),
  );
}
