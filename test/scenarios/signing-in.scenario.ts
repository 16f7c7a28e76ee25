/** Signing in, handing over, tokens, and how guessing and forging are met. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { as, type Office, PASSWORD, settledOffice } from '../kit/office.js';

let office: Office;
let chief: string;

beforeAll(async () => {
  ({ office, chief } = await settledOffice('signing-in'));
});
afterAll(() => office?.close());

describe('signing in', () => {
  it('takes a one-time code from the unit above, once', async () => {
    const person = await office.idOf('people', 'wang.li');
    const reset = await office.send('POST', `/api/people/${person}/reset`, undefined, as(chief));
    const code = String(reset.body['code']);
    const weak = await office.send('POST', '/api/session/redeem', { login: 'wang.li', code, password: 'short' });
    expect(weak.body['code']).toBe('password.too-short');
    const redeemed = await office.send('POST', '/api/session/redeem', {
      login: ' WANG.LI',
      code: code.toLowerCase().replaceAll('-', ' '),
      password: PASSWORD,
    });
    expect(redeemed.status).toBe(200);
    expect(redeemed.body['posts']).toMatchObject([{ role: 'operator', scope: 'subtree' }]);
    expect(
      (await office.send('POST', '/api/session/redeem', { login: 'wang.li', code, password: PASSWORD })).status,
    ).toBe(401);
  });

  it('sets a cookie no script reads and no other site sends', async () => {
    const { cookieText } = await office.signIn('wang.li');
    expect(cookieText).toMatch(/^gangmu_session=[\w-]{43};.*HttpOnly; SameSite=Lax/);
  });

  it('answers unknown logins like wrong passwords', async () => {
    const [unknown, wrong] = [await office.signIn('nobody.here', 'x'), await office.signIn('zhao.min', 'x')];
    expect([unknown.status, unknown.body['code'], unknown.body['detail']]).toEqual([
      wrong.status,
      wrong.body['code'],
      wrong.body['detail'],
    ]);
    expect(unknown.status).toBe(401);
  });

  it('refuses what another page sends with the cookie', async () => {
    const { cookie } = await office.signIn('wang.li');
    const forged = await fetch(`${office.base}/api/session`, {
      method: 'DELETE',
      headers: { cookie, origin: 'http://elsewhere.example' },
    });
    expect([forged.status, ((await forged.json()) as { code: string }).code]).toEqual([403, 'request-forged']);
    expect((await office.send('GET', '/api/session', undefined, as(cookie))).status).toBe(200);
  });

  it('ends for good with signing out', async () => {
    const { cookie } = await office.signIn('wang.li');
    expect((await office.send('DELETE', '/api/session', undefined, as(cookie))).status).toBe(200);
    expect((await office.send('GET', '/api/session', undefined, as(cookie))).status).toBe(401);
  });

  it('ends every other session when the password changes', async () => {
    const [here, there] = [(await office.signIn('wang.li')).cookie, (await office.signIn('wang.li')).cookie];
    const wrong = await office.send('PUT', '/api/session/password', { current: 'x', next: `${PASSWORD}2` }, as(here));
    expect(wrong.body['code']).toBe('password.current-wrong');
    expect(
      (await office.send('PUT', '/api/session/password', { current: PASSWORD, next: `${PASSWORD}2` }, as(here))).status,
    ).toBe(200);
    expect((await office.send('GET', '/api/session', undefined, as(here))).status).toBe(200);
    expect((await office.send('GET', '/api/session', undefined, as(there))).status).toBe(401);
    expect(
      (await office.send('PUT', '/api/session/password', { current: `${PASSWORD}2`, next: PASSWORD }, as(here))).status,
    ).toBe(200);
  });

  it('slows guessing down, also for whoever knows the password by then', async () => {
    // Sent at the same moment they are no more than one after another.
    const guesses = await Promise.all(Array.from({ length: 20 }, (_, i) => office.signIn('zhao.min', `guess ${i}`)));
    expect(guesses.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(6);
    expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([401, 429]));
    const paused = await office.signIn('zhao.min', PASSWORD);
    expect([paused.status, paused.body['code']]).toEqual([429, 'sign-in.wait']);
    expect((await office.signIn('wang.li')).status).toBe(200);
  });

  it('counts against the address the proxy has seen, whatever the client says before it', async () => {
    const from = (said: string) => ({ 'x-forwarded-for': `${said}, 10.9.9.9` });
    await office.send('POST', '/api/session', { login: 'no.one', password: 'x' }, from('203.0.113.1'));
    const { rows } = await office.superuser.query<{ key: string }>(
      `SELECT key FROM sign_in_failures WHERE key LIKE 'address:%'`,
    );
    expect(rows.map(({ key }) => key)).toContain('address:10.9.9.9');
    expect(rows.map(({ key }) => key)).not.toContain('address:203.0.113.1');
  });

  it('does not hold against an address that its people sign in, all at once', async () => {
    const from = { 'x-forwarded-for': '10.8.8.8' };
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        office.send('POST', '/api/session', { login: 'wang.li', password: PASSWORD }, from),
      ),
    );
    expect(answers.map(({ status, body }) => [status, body['code'], body['params']])).toEqual(
      answers.map(() => [200, undefined, undefined]),
    );
    const { rows } = await office.superuser.query<{ failures: number }>(
      `SELECT failures FROM sign_in_failures WHERE key = 'address:10.8.8.8'`,
    );
    expect(rows).toEqual([{ failures: 0 }]);
  });

  it('keeps passwords, sessions and codes as hashes only', async () => {
    const { cookie } = await office.signIn('wang.li');
    const { rows } = await office.superuser.query<{ everything: string }>(
      `SELECT (SELECT string_agg(p::text, '') FROM people p) || (SELECT string_agg(s::text, '') FROM sessions s)
        || (SELECT string_agg(e.body, '') FROM events e) AS everything`,
    );
    const stored = rows[0]?.everything ?? '';
    expect(stored).toContain('$argon2id$');
    expect(stored).not.toContain(PASSWORD);
    expect(stored).not.toContain(cookie.split('=')[1]);
  });
});

describe('handing over', () => {
  it('moves the role with the post, at once', async () => {
    const [wang, zhao, post] = [
      await office.idOf('people', 'wang.li'),
      await office.idOf('people', 'zhao.min'),
      await office.idOf('posts', 'P1'),
    ];
    const { cookie } = await office.signIn('wang.li');
    expect((await office.send('GET', '/api/mine', undefined, as(cookie))).status).toBe(200);
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const handed = await office.send(
      'POST',
      `/api/posts/${post}/handover`,
      { to: zhao, from: today, note: '岗位调整' },
      as(chief),
    );
    expect(handed.body).toMatchObject({ holder: { id: zhao, from: today } });
    expect((await office.send('GET', '/api/mine', undefined, as(cookie))).status).toBe(403);
    const { body } = await office.send('GET', `/api/posts/${post}/history`, undefined, as(chief));
    expect((body['holders'] as { person: { id: string } }[]).map((holder) => holder.person.id)).toEqual([wang, zhao]);
    const back = await office.send('POST', `/api/posts/${post}/handover`, { to: wang, from: '2020-01-01' }, as(chief));
    expect(back.body['code']).toBe('post.handover-too-early');
  });
});

describe('a reset', () => {
  it('is not for whoever reaches less than the person will from next month on', async () => {
    const [wang, zhao] = [await office.idOf('people', 'wang.li'), await office.idOf('people', 'zhao.min')];
    const post = (code: string, unit: string, person: string, from: string) =>
      office.superuser.query(
        `WITH made AS (INSERT INTO posts (id, code, unit_id, title_zh, role, scope, valid_from)
            SELECT $1, $1, id, $1, 'administrator', 'subtree', '2020-01-01' FROM units WHERE code = $2 RETURNING id)
          INSERT INTO post_holders (post_id, person_id, from_date, recorded_at) SELECT id, $3, $4, 0 FROM made`,
        [code, unit, person, from],
      );
    await post('TA', 'T', zhao, '2020-01-01');
    await office.superuser.query('DELETE FROM sign_in_failures');
    const reset = await office.send('POST', `/api/people/${zhao}/reset`, undefined, as(chief));
    const given = { login: 'zhao.min', code: String(reset.body['code']), password: PASSWORD };
    const { cookie } = await office.send('POST', '/api/session/redeem', given);
    const asked = async () => {
      const { status, body } = await office.send('POST', `/api/people/${wang}/reset`, undefined, as(cookie));
      return [status, body['code']];
    };
    await post('CA', 'C', wang, '2999-01-01');
    expect(await asked()).toEqual([403, 'person.reaches-further']);
    await office.superuser.query(`DELETE FROM post_holders WHERE post_id = 'CA'`);
    expect((await asked())[0]).toBe(200);
  });
});

describe('tokens', () => {
  it('carry less than their owner, and nothing once revoked', async () => {
    const made = await office.send(
      'POST',
      '/api/tokens',
      { name: '统计', permissions: ['units:read'], within: [await office.idOf('units', 'T')] },
      as(chief),
    );
    expect(made.status).toBe(201);
    const bearer = { authorization: `Bearer ${String(made.body['secret'])}` };
    const { body } = await office.send('GET', '/api/units', undefined, bearer);
    expect((body['entries'] as { code: string }[]).map((unit) => unit.code)).toEqual(['T', 'V', 'W']);
    expect((await office.send('GET', '/api/people', undefined, bearer)).status).toBe(403);
    expect(
      (await office.send('POST', '/api/tokens', { name: 'x', permissions: ['units:read'] }, bearer)).body['code'],
    ).toBe('session-needed');
    const { id } = made.body['token'] as { id: string };
    expect((await office.send('DELETE', `/api/tokens/${id}`, undefined, as(chief))).status).toBe(200);
    expect((await office.send('GET', '/api/units', undefined, bearer)).status).toBe(401);
  });
});

describe('the record of access', () => {
  it('holds what happened, chained, and no names', async () => {
    const { rows } = await office.superuser.query<{ type: string; body: string }>(
      `SELECT type, body FROM events WHERE stream_kind = 'access' ORDER BY seq`,
    );
    const types = new Set(rows.map((row) => row.type));
    for (const type of [
      'SetUp',
      'SignedIn',
      'SignInFailed',
      'SignedOut',
      'PasswordChanged',
      'ResetIssued',
      'PostHandedOver',
      'TokenMade',
      'TokenRevoked',
      'OrganisationImported',
    ])
      expect(types).toContain(type);
    expect(rows.map((row) => row.body).join('')).not.toMatch(/王丽|wang\.li/);
  });
});
