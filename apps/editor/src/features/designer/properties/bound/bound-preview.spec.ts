import { describe, expect, it } from '@jest/globals';
import { boundSchema, cn, planFor } from '@gangmu/core';
import { templateOf } from '../template.given.js';
import { previewBound } from './bound-preview.js';

const bound = (input: object) => boundSchema.parse(input);

describe('the preview of a bound', () => {
  it('says the day, counted from the start of the campaign and rolled off rest days', () => {
    const due = bound({ anchor: { from: 'campaign-start' }, offset: 40, roll: 'previous-working-day' });
    expect(previewBound(templateOf(), '/steps/kickoff', due, cn)).toEqual({
      date: '2026-04-10',
      certain: true,
      workingDay: true,
      provisional: false,
    });
  });

  it('names a rest day', () => {
    const sunday = bound({ anchor: { from: 'date', date: '2026-03-08' } });
    expect(previewBound(templateOf(), '/steps/kickoff', sunday, cn)?.workingDay).toBe(false);
  });

  it('is not certain when it counts from when another step ends', () => {
    const after = bound({ anchor: { from: 'step-ended', step: 'kickoff' }, offset: 1 });
    expect(previewBound(templateOf(), '/steps/survey', after, cn)).toMatchObject({
      certain: false,
      date: '2026-03-17',
    });
  });

  it('marks a year without published holidays', () => {
    const far = bound({ anchor: { from: 'date', date: '2031-03-03' } });
    expect(previewBound(templateOf(), '/steps/kickoff', far, cn)?.provisional).toBe(true);
  });

  it('says the same as the plan for every deadline that a step has', () => {
    const template = templateOf();
    const plan = planFor(template, null, { calendar: cn });
    for (const [id, step] of Object.entries(template.steps))
      for (const [key, each] of Object.entries(step.deadlines))
        expect(previewBound(template, `/steps/${id}`, each, cn)?.date).toBe(
          plan.steps.get(id)?.bounds.find((one) => one.bound === key)?.due,
        );
  });

  it('says the same whatever was previewed before it', () => {
    const held = templateOf();
    const moved = { ...held, steps: { ...held.steps, kickoff: { ...held.steps['kickoff']!, minimumDays: 30 } } };
    const shorter = { ...moved, window: { ...moved.window, end: '2026-06-30' } };
    for (const template of [held, moved, shorter, held, moved]) {
      const plan = planFor(template, null, { calendar: cn });
      for (const [id, step] of Object.entries(template.steps))
        for (const [key, each] of Object.entries(step.deadlines)) {
          previewBound(template, '/phases/study', each, cn, false);
          expect(previewBound(template, `/steps/${id}`, each, cn)?.date).toBe(
            plan.steps.get(id)?.bounds.find((one) => one.bound === key)?.due,
          );
        }
    }
  });

  it('previews an opening too, of a step and of a phase', () => {
    const opens = bound({ anchor: { from: 'step-ended', step: 'survey' }, offset: 0 });
    const date = planFor(templateOf(), null, { calendar: cn }).steps.get('survey')?.due;
    expect(previewBound(templateOf(), '/steps/class', opens, cn, false)?.date).toBe(date);
    expect(previewBound(templateOf(), '/phases/study', opens, cn, false)?.date).toBe(date);
  });

  it('says nothing over a reversed window', () => {
    const template = { ...templateOf(), window: { start: '2026-08-31', end: '2026-03-02' } };
    expect(previewBound(template, '/steps/kickoff', bound({ anchor: { from: 'campaign-end' } }), cn)).toBeNull();
  });
});
