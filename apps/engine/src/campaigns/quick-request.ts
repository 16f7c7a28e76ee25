import type { BodyOf, campaignRoutes } from '@gangmu/contract';
import { dateOf, minuteOf, type PlainDate, quickRequestTemplate, type Template, timeOfDayOf } from '@gangmu/core';
import { newId } from '../platform/ids.js';

type Asked = BodyOf<typeof campaignRoutes.quickRequest>;
type Field = Asked['fields'][number];

/** Offices ask by the clock on their wall. */
const TIME_ZONE = 'Asia/Shanghai';

/** A field as evidence; options get ids of their own, because offices give them words only. */
const evidenceOf = ({ title, type, options = [], required }: Field, order: number) => {
  const base = { title, required, order };
  if (type === 'choice') {
    return { ...base, type, options: options.map((label, n) => ({ value: `option-${n + 1}`, label })) };
  }
  return { ...base, type };
};

/** The one-step template of a quick request (临时统计), and the days it runs: from now to the due time. */
export function quickRequest({ title, fields, due, at }: Pick<Asked, 'title' | 'fields' | 'due'> & { at: number }): {
  template: Template;
  start: PlainDate;
  end: PlainDate;
} {
  const start = dateOf(minuteOf(at), TIME_ZONE);
  const end = dateOf(due, TIME_ZONE);
  const template = quickRequestTemplate({
    id: `request-${newId()}`,
    title,
    fields: Object.fromEntries(fields.map((field, n) => [`field-${n + 1}`, evidenceOf(field, n)])),
    asked: start,
    due: { date: end, at: timeOfDayOf(due, TIME_ZONE) },
    timeZone: TIME_ZONE,
  });
  return { template, start, end };
}
