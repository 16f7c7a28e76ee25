/** Designs as large as the format allows, and larger. */
import { designRoutes as routes } from '@gangmu/contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Designing, designing, TAB } from '../kit/designing.js';
import { plainTemplate } from '../kit/plain-template.js';
import { type SmallCounty, smallCounty } from '../kit/small-county.js';

let county: SmallCounty;
let design: Designing;
beforeAll(async () => {
  county = await smallCounty('large');
  design = designing(county);
});
afterAll(() => county?.close());

/** A plan of this many steps, each with as much guidance as people write. */
function plan(count: number, guidance: number): object {
  const template = plainTemplate();
  const like = template.steps['step-c'];
  const steps: Record<string, object> = { ...template.steps };
  for (let n = Object.keys(steps).length; n < count; n += 1)
    steps[`s-${n}`] = {
      ...like,
      title: { zh: `第${n}项任务`, en: `Task ${n}` },
      guidance: { zh: '认真组织实施'.repeat(guidance) },
    };
  return { ...template, steps };
}

describe('a large design', () => {
  it('of two thousand steps is saved and read back whole', async () => {
    const id = await design.begin();
    const body = { template: plan(2000, 20) };
    expect(JSON.stringify(body).length).toBeGreaterThan(400_000);
    expect((await design.save(id, body)).status).toBe(200);
    const { template } = await design.draft(id);
    expect(Object.keys((template as { steps: object }).steps)).toHaveLength(2000);
  });

  it('larger than the format allows is refused in words, and nothing is lost', async () => {
    const id = await design.begin();
    const many = await design.save(id, { template: plan(2001, 1) });
    expect(many).toMatchObject({ status: 422, json: { code: 'template-unreadable' } });
    expect(many.json['problems']).toEqual([
      expect.objectContaining({ path: '/template/steps', params: { max: 2000 } }),
    ]);
    const before = await design.draft(id);
    const huge = await county.ask(routes.saveDraft, {
      as: 'c-designer',
      params: { design: id },
      headers: { 'if-match': String(before['revision']) },
      body: { lease: TAB, template: { ...plan(1, 1), note: '大'.repeat(6_000_000) } },
    });
    expect(huge).toMatchObject({ status: 413, json: { code: 'body-too-large' } });
    expect(await design.draft(id)).toMatchObject({ revision: before['revision'] });
  });

  it('does not open other doors to large bodies', async () => {
    const answer = await county.ask(routes.change, {
      as: 'c-designer',
      params: { design: await design.begin() },
      body: { takeover: 'ask', note: 'x'.repeat(1_100_000) },
    });
    expect(answer).toMatchObject({ status: 413, json: { code: 'body-too-large' } });
  });
});
