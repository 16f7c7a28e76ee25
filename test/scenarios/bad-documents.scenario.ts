/** Malformed and hostile documents – templates, dates, files, calendars: named, refused, nothing of them stored. */
import {
  calendarRoutes,
  campaignRoutes,
  ledgerRoutes,
  organisationRoutes,
  recordRoutes,
  templateRoutes,
} from '@gangmu/contract';
import { describe, expect, it } from '@jest/globals';
import { besieged, expectRefused, plainWork } from '../kit/besieged.js';

besieged('bad-documents', (under) => {
  describe('a date or a time zone', () => {
    const launch = (over: object) => ({
      as: 'c-designer',
      body: {
        template: '0'.repeat(64),
        name: { zh: '演练' },
        scope: under.county.units['C'],
        start: '2026-03-02',
        end: '2026-04-30',
        ...over,
      },
    });

    it('that is no day is refused where it stands', async () => {
      for (const start of ['2026-02-30', '2026-13-01', '02/03/2026', '2026-3-2', '', '２０２６-03-02', 'today'])
        expectRefused(await under.county.ask(campaignRoutes.launch, launch({ start })), {
          status: 400,
          code: 'input-invalid',
          path: /start/,
        });
    });
    it('in the wrong order, or of an unknown template, is refused', async () => {
      for (const over of [{ start: '2026-05-01', end: '2026-04-01' }, {}]) {
        const answer = await under.county.ask(campaignRoutes.launch, launch(over));
        expect([400, 404, 422]).toContain(answer.status);
        expectRefused(answer, { status: answer.status });
      }
    });
    it('that no calendar knows keeps a template from being published', async () => {
      for (const timeZone of ['Mars/Olympus', '', '+25:00', '__proto__', 'Asia/Shanghai; DROP TABLE']) {
        const answer = await under.county.ask(templateRoutes.publish, {
          as: 'c-designer',
          body: { template: { ...plainWork, timeZone } },
        });
        expect([timeZone, answer.status >= 400 && answer.status < 500]).toEqual([timeZone, true]);
        expect(answer.text).toMatch(/timeZone/);
      }
    });
  });

  describe('a hostile template', () => {
    const publish = (document: unknown) => under.raw('POST', '/api/templates', JSON.stringify({ template: document }));
    const steps = (count: number): Record<string, object> =>
      Object.fromEntries(
        Array.from({ length: count }, (_, n) => [
          `s${n}`,
          { phase: 'work', kind: 'task', title: { zh: 'x' }, lead: 'clerk' },
        ]),
      );

    it.each<[string, () => unknown]>([
      ['nothing', () => null],
      ['a number', () => 7],
      ['of another format', () => ({ ...plainWork, format: 'gangmu-template/99' })],
      ['with ids that look like numbers', () => ({ ...plainWork, steps: { 1: plainWork.steps.plan } })],
      ['with an id of the prototype', () => ({ ...plainWork, steps: { constructor: plainWork.steps.plan } })],
      ['that leads in a circle', () => ({ ...plainWork, edges: { a: { from: 'plan', to: 'plan' } } })],
      ['of an unknown kind', () => ({ ...plainWork, steps: { plan: { ...plainWork.steps.plan, kind: 'toString' } } })],
      [
        'with a deadline on no day',
        () => ({
          ...plainWork,
          steps: {
            plan: { ...plainWork.steps.plan, deadlines: { due: { anchor: { from: 'date', date: '2026-02-31' } } } },
          },
        }),
      ],
      [
        'with a condition that is a program',
        () => ({
          ...plainWork,
          steps: {
            plan: { ...plainWork.steps.plan, when: { method: ['constructor', 'constructor', ['return process']] } },
          },
        }),
      ],
    ])('%s is refused', async (_, document) => {
      const answer = await publish(document());
      expect([400, 422]).toContain(answer.status);
      expectRefused(answer, { status: answer.status });
    });

    it('with __proto__ in its text is refused as it comes in', async () => {
      const text = JSON.stringify({ template: plainWork }).replace('"plan":', '"__proto__":');
      expectRefused(await under.raw('POST', '/api/templates', text), { status: 400, code: 'json-forbidden-key' });
    });

    it('of very many steps is refused early', async () => {
      const many = await publish({ ...plainWork, steps: steps(5000) });
      expect([400, 413, 422]).toContain(many.status);
      expectRefused(many, { status: many.status });
      const endless = await publish({ ...plainWork, steps: steps(200_000) });
      expectRefused(endless, { status: 413, code: 'body-too-large' });
    });

    it('with a condition nested beyond reason is refused', async () => {
      let when: object = { '==': [1, 1] };
      for (let depth = 0; depth < 2000; depth += 1) when = { '!': when };
      const answer = await publish({ ...plainWork, steps: { plan: { ...plainWork.steps.plan, when } } });
      expect([400, 422]).toContain(answer.status);
      expectRefused(answer, { status: answer.status });
    });
  });

  describe('a file', () => {
    const upload = (name: string, content: string) =>
      under.county.ask(organisationRoutes.import, { as: 'chief', body: { files: [{ name, content }] } });
    it.each<[string, string, string]>([
      ['no base64', 'units.csv', '***'],
      ['an xlsx that is none', 'units.xlsx', Buffer.from('PK\u0003\u0004 not a workbook').toString('base64')],
      ['a csv of another shape', 'units.csv', Buffer.from('a,b\n1,2').toString('base64')],
      [
        'a csv with a cycle',
        'units.csv',
        Buffer.from('code,name,parent_code,category\nX,甲,Y,village\nY,乙,X,village').toString('base64'),
      ],
      ['a name that climbs', '../../units.csv', Buffer.from('code\nX').toString('base64')],
    ])('that is %s imports nothing', async (_, name, content) => {
      const answer = await upload(name, content);
      if (answer.status !== 200) return expectRefused(answer, { status: 400 });
      // What can be opened is answered row by row.
      const { applied, wrong } = answer.json as {
        applied: boolean;
        wrong: { file: string; code: string; detail: string }[];
      };
      expect([applied, wrong.length > 0]).toEqual([false, true]);
      for (const one of wrong) expect([one.file === name, one.detail !== one.code]).toEqual([true, true]);
    });
  });

  describe('a calendar', () => {
    const years = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, n) => [String(1000 + n), { holidays: [], makeUpWorkdays: [] }]),
      );
    it.each<[string, object]>([
      ['nothing', {}],
      ['of another shape', { id: 'cn', version: '1', years: [] }],
      ['with an id that climbs', { id: '../cn', version: '1', years: {} }],
      [
        'with a day that is none',
        { id: 'cn', version: '9', years: { 2026: { holidays: ['2026-02-30'], makeUpWorkdays: [] } } },
      ],
      [
        'with a day of another year',
        { id: 'cn', version: '9', years: { 2026: { holidays: ['2025-01-01'], makeUpWorkdays: [] } } },
      ],
      ['with a field too many', { id: 'cn', version: '9', years: {}, force: true }],
      [
        'with years that are none',
        { id: 'cn', version: '9', years: { ...years(3), MMXX: { holidays: [], makeUpWorkdays: [] } } },
      ],
    ])('%s is refused', async (_, calendar) => {
      const answer = await under.county.ask(calendarRoutes.import, { as: 'chief', body: { file: 'x.json', calendar } });
      expectRefused(answer, { status: 422, code: 'calendar-unreadable', path: /^\/calendar/ });
    });
  });

  describe('a problem of the ledger, a stream of the record', () => {
    it('is refused where it does not exist or is malformed', async () => {
      expectRefused(await under.county.ask(ledgerRoutes.get, { as: 'c-designer', params: { problem: 'nothing' } }), {
        status: 404,
      });
      expectRefused(
        await under.county.ask(ledgerRoutes.record, {
          as: 'c-operator',
          body: { campaign: under.programme.campaign, unit: under.county.units['C'], entry: { title: '' } },
        }),
        { status: 400, path: /entry/ },
      );
      const answer = await under.county.ask(recordRoutes.stream, {
        as: 'c-auditor',
        params: { kind: '../run', id: 'x' },
      });
      expect([400, 404]).toContain(answer.status);
    });
  });
});
