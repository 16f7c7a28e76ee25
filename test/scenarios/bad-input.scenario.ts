/** Malformed and hostile requests: a coded answer that names the place, nothing stored, the engine unharmed. */
import { type AnyRoute, campaignRoutes, CSRF_HEADER, runRoutes, unitRoutes } from '@gangmu/contract';
import { describe, expect, it } from '@jest/globals';
import { besieged, expectRefused, type Refusal } from '../kit/besieged.js';
import type { AskOptions } from '../kit/small-county.js';

besieged('bad-input', (under) => {
  describe('a body', () => {
    const command = (): string => `/api/runs/${under.programme.runs['T-1']}/commands`;
    const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

    it.each<[string, string, Refusal]>([
      ['that is empty', '', { status: 400 }],
      ['that ends in the middle', '{"command":{"type":"SubmitItem"', { status: 400, code: 'json-malformed' }],
      ['that is no JSON', '<command/>', { status: 400, code: 'json-malformed' }],
      ['that is deeply nested', nested(5000), { status: 400, code: 'json-too-deep' }],
      ['that is endless brackets', '['.repeat(900_000), { status: 400, code: 'json-too-deep' }],
      ['that is too large', `{"command":"${'x'.repeat(1_200_000)}"}`, { status: 413, code: 'body-too-large' }],
      ['with a poisoned prototype', '{"command":{"__proto__":{"x":1}}}', { status: 400, code: 'json-forbidden-key' }],
      ['with a constructor', '{"command":{"constructor":{"prototype":{"x":1}}}}', { status: 400 }],
      ['that is a list', '[]', { status: 400, code: 'input-invalid' }],
      ['that is null', 'null', { status: 400 }],
      [
        'of an unknown command',
        '{"command":{"type":"DropRun"}}',
        { status: 400, code: 'input-invalid', path: /command/ },
      ],
      [
        'only a machine may send',
        '{"command":{"type":"AdvanceTime"}}',
        { status: 400, code: 'input-invalid', path: /command/ },
      ],
      [
        'with a field too many',
        '{"command":{"type":"WithdrawItem","item":"plan","force":true}}',
        { status: 400, code: 'input-invalid', path: /command/ },
      ],
      [
        'with a wrong type',
        '{"command":{"type":"ExtendItem","item":"plan","due":"tomorrow","reason":"x"}}',
        { status: 400, code: 'input-invalid', path: /due/ },
      ],
      [
        'with a number beyond all time',
        '{"command":{"type":"ExtendItem","item":"plan","due":1e308,"reason":"x"}}',
        { status: 400, code: 'input-invalid', path: /due/ },
      ],
      [
        'with a hostile id',
        `{"command":{"type":"WithdrawItem","item":"plan'; DROP TABLE runs; --"}}`,
        { status: 400, code: 'input-invalid', path: /item/ },
      ],
    ])('%s is refused', async (_, body, refusal) => {
      expectRefused(await under.raw('POST', command(), body), refusal);
    });

    it('of another media type, or compressed, is refused', async () => {
      const body = '{"command":{"type":"WithdrawItem","item":"plan"}}';
      expectRefused(await under.raw('POST', command(), body, { 'content-type': 'application/xml' }), { status: 415 });
      expectRefused(await under.raw('POST', command(), body, { 'content-type': 'nonsense' }), { status: 415 });
    });

    it('from another site is refused', async () => {
      const body = '{"command":{"type":"WithdrawItem","item":"plan"}}';
      const answer = await under.raw('POST', command(), body, { [CSRF_HEADER]: '' });
      expectRefused(answer, { status: 403 });
    });
  });

  describe('values', () => {
    it.each<[string, object]>([
      ['of evidence that does not exist', { n: 2, other: 3 }],
      ['of another type', { n: 'many' }],
      ['below the least', { n: 0 }],
      ['that name the prototype', { n: 2, toString: 1 }],
    ])('%s are refused with their place', async (_, values) => {
      const body = { command: { type: 'SubmitItem', item: 'plan', values }, onBehalfOf: { word: '支部书记电话' } };
      const answer = await under.county.ask(runRoutes.command, {
        as: 't-operator',
        params: { run: under.programme.runs['T-1'] },
        body,
      });
      expect([400, 422]).toContain(answer.status);
      expectRefused(answer, { status: answer.status, path: /values/ });
    });
  });

  describe('an address or a header', () => {
    const designer = (route: AnyRoute, options: AskOptions, refusal: Refusal) => async (): Promise<void> =>
      expectRefused(await under.county.ask(route, { as: 'c-designer', ...options }), refusal);

    const fetched = async (path: string): Promise<{ status: number; text: string }> => {
      const headers = { cookie: under.county.cookieOf('c-designer') };
      const response = await fetch(`${under.county.base}${path}`, { headers });
      return { status: response.status, text: await response.text() };
    };
    const withdrawn = (headers: Record<string, string>) =>
      under.programme.command('t-operator', 'T-1', { type: 'WithdrawItem', item: 'plan' }, headers);

    it(
      'with an unknown id is not found',
      designer(runRoutes.get, { params: { run: '0'.repeat(21) } }, { status: 404 }),
    );
    // What could not be the address of anything is not found either: nobody learns which shapes ids have.
    it(
      'with a malformed id is not found',
      designer(runRoutes.get, { params: { run: "x' OR 1=1 --" } }, { status: 404 }),
    );
    it(
      'with a climbing id is not found',
      designer(runRoutes.get, { params: { run: '../../etc/passwd' } }, { status: 404 }),
    );
    it('with an endless id is refused', async () => {
      expect([400, 404, 414]).toContain((await fetched(`/api/runs/${'a'.repeat(5000)}`)).status);
    });
    it('with broken encoding is refused', async () => {
      expectRefused(await fetched('/api/runs/%E0%A4%A'), { status: 400 });
    });
    it('with a cursor of somebody’s making is refused', async () => {
      for (const cursor of [
        'nonsense',
        'eyJhIjoxfQ',
        '%00',
        "' OR 1=1",
        Buffer.from('[1e999,{}]').toString('base64url'),
      ]) {
        for (const [route, params] of [
          [runRoutes.mine, {}],
          [campaignRoutes.units, { campaign: under.programme.campaign }],
          [runRoutes.history, { run: under.programme.runs['T-1'] }],
          [unitRoutes.list, {}],
        ] as const) {
          const answer = await under.county.ask(route, { as: 'c-designer', params, query: { cursor } });
          expect([route.id, cursor, answer.status]).toEqual([route.id, cursor, 400]);
          expectRefused(answer, { status: 400, path: /cursor/ });
        }
      }
    });
    it('with a limit of nothing or of everything is refused', async () => {
      for (const limit of ['0', '-1', '1e9', 'all', '1.5'])
        await designer(runRoutes.mine, { query: { limit } }, { status: 400, code: 'input-invalid', path: /limit/ })();
    });
    it('with an If-Match that is none is refused', async () => {
      for (const value of ['yes', '"', '"-1"', '*', '"1", "2"', `"${'9'.repeat(30)}"`]) {
        const answer = await withdrawn({ 'if-match': value });
        expect([value, answer.status]).toEqual([value, 400]);
        expectRefused(answer, { status: 400, code: 'if-match-malformed', path: '/headers/if-match' });
      }
    });
    it('with an idempotency key that is none is refused', async () => {
      for (const key of ['with space', 'x'.repeat(101)]) {
        const answer = await withdrawn({ 'idempotency-key': key });
        expectRefused(answer, { status: 400, code: 'idempotency-key-malformed', path: '/headers/idempotency-key' });
      }
    });
    it('with an unknown language is answered in one that is known', async () => {
      for (const language of ['xx-YY', '*', ';;;q=', 'zh-'.repeat(500), '__proto__']) {
        const answer = await under.county.ask(runRoutes.get, {
          as: 'c-designer',
          params: { run: '0'.repeat(21) },
          headers: { 'accept-language': language },
        });
        expectRefused(answer, { status: 404 });
      }
    });
  });
});
