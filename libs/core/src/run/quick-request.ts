/** Quick requests (临时统计): a campaign with a one-step template made on the spot – same engine, same record. */
import type { PlainDate } from '../instants.js';
import { type LocalText, type Template, type TemplateInput, templateSchema } from '../template/document.js';

export interface QuickRequest {
  id: string;
  title: LocalText;
  guidance?: LocalText;
  /** A few fields, as evidence by id. */
  fields: NonNullable<TemplateInput['steps'][string]['evidence']>;
  /** The day it is asked and the time by which it is wanted. */
  asked: PlainDate;
  due: { date: PlainDate; at: string };
  timeZone?: string;
}

/** The step of a quick request. */
export const QUICK_STEP = 'answer';

/**
 * The template of a quick request: one step, handed in without a review, due at a minute, without a ladder: whoever
 * asks watches who has reported. Throws a ZodError on fields that are no evidence: requests are checked where they come in.
 */
export function quickRequestTemplate(request: QuickRequest): Template {
  return templateSchema.parse({
    format: 'gangmu-template/1',
    id: request.id,
    title: request.title,
    noun: { zh: '临时统计', en: 'Quick request' },
    ...(request.timeZone === undefined ? {} : { timeZone: request.timeZone }),
    window: { start: request.asked, end: request.due.date },
    roles: { contact: { title: { zh: '联络员', en: 'Contact' } } },
    phases: { request: { title: request.title } },
    steps: {
      [QUICK_STEP]: {
        phase: 'request',
        kind: 'report',
        title: request.title,
        ...(request.guidance ? { guidance: request.guidance } : {}),
        lead: 'contact',
        evidence: request.fields,
        deadlines: { due: { anchor: { from: 'date', date: request.due.date }, at: request.due.at } },
        estimatedMinutes: 10,
      },
    },
  } satisfies TemplateInput);
}
