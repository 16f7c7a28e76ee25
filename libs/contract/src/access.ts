import { GRANTED_PERMISSIONS, ROLES } from '@gangmu/core';
import { z } from 'zod';
import { identifierSchema, localTextAnswer, pageOf, pageQuery } from './page.js';
import { route } from './route.js';
import { nameSchema, unitCodeSchema } from './units.js';

const date = z.iso.date();
/** What one signs in with: as offices make them – pinyin, staff numbers, also Chinese names. */
export const loginSchema = z
  .string()
  .trim()
  .min(2)
  .max(60)
  .regex(/^[\p{L}\p{N}._@-]+$/u);
const secret = z.string().min(1).max(1000);
const contactFields = {
  phone: z.string().trim().max(40).nullish(),
  email: z.email().max(200).nullish(),
};

export const grantSchema = z.object({
  post: z.string(),
  code: z.string(),
  title: localTextAnswer,
  role: z.enum(ROLES),
  unit: z.object({ id: z.string(), name: localTextAnswer, path: z.string() }),
  scope: z.enum(['subtree', 'unit', 'named']),
  named: z.array(z.string()),
});

export const meSchema = z.object({
  person: z.object({ id: z.string(), login: z.string(), name: localTextAnswer }),
  home: z.object({ id: z.string(), name: localTextAnswer }).nullable(),
  posts: z.array(grantSchema),
  permissions: z.array(z.enum(GRANTED_PERMISSIONS)),
  /** A password must be chosen before anything else is answered. */
  mustChangePassword: z.boolean(),
  /** How the request was signed in. */
  via: z.enum(['session', 'token']),
});
export type Me = z.infer<typeof meSchema>;

export const sessionRoutes = {
  signIn: route({
    id: 'session.signIn',
    method: 'POST',
    path: '/api/session',
    summary: 'Signs in; the session travels in a cookie no script can read',
    permission: 'public',
    body: z.strictObject({ login: z.string().max(200), password: secret }),
    response: meSchema,
    tags: ['session'],
  }),
  me: route({
    id: 'session.me',
    method: 'GET',
    path: '/api/session',
    summary: 'Who is signed in, with posts and permissions',
    permission: 'signed-in',
    response: meSchema,
    tags: ['session'],
  }),
  signOut: route({
    id: 'session.signOut',
    method: 'DELETE',
    path: '/api/session',
    summary: 'Signs out; the session is of no use afterwards',
    permission: 'signed-in',
    response: z.object({}),
    tags: ['session'],
  }),
  changePassword: route({
    id: 'session.changePassword',
    method: 'PUT',
    path: '/api/session/password',
    summary: 'Changes one’s own password; every other session of the person ends',
    permission: 'signed-in',
    body: z.strictObject({ current: secret, next: secret }),
    response: z.object({}),
    tags: ['session'],
  }),
  redeem: route({
    id: 'session.redeem',
    method: 'POST',
    path: '/api/session/redeem',
    summary: 'Chooses a new password with a one-time code from the unit above, and signs in',
    permission: 'public',
    body: z.strictObject({ login: z.string().max(200), code: z.string().max(100), password: secret }),
    response: meSchema,
    tags: ['session'],
  }),
};

export const setupRoutes = {
  create: route({
    id: 'setup.create',
    method: 'POST',
    path: '/api/setup',
    summary: 'Sets up county and first administrator; once, while the database is empty',
    permission: 'public',
    body: z.strictObject({
      county: z.strictObject({ code: unitCodeSchema, name: nameSchema, rank: z.string().max(40).nullish() }),
      administrator: z.strictObject({ login: loginSchema, name: nameSchema, password: secret }),
      /** Printed at the first start: whoever sets up has seen the engine's own output. */
      code: z.string().max(100).optional(),
    }),
    response: meSchema,
    status: 201,
    tags: ['session'],
  }),
};

export const personSchema = z.object({
  id: z.string(),
  login: z.string(),
  name: localTextAnswer,
  unit: z.object({ id: z.string(), name: localTextAnswer }),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  active: z.boolean(),
  /** Has chosen a password; if not, a one-time code is needed. */
  hasPassword: z.boolean(),
  version: z.int(),
});
const personParams = z.object({ person: identifierSchema });

export const peopleRoutes = {
  list: route({
    id: 'people.list',
    method: 'GET',
    path: '/api/people',
    summary: 'People of the units one administers',
    permission: 'access:read',
    query: z.object({ ...pageQuery, q: z.string().max(100).optional(), unit: identifierSchema.optional() }),
    response: pageOf(personSchema),
  }),
  get: route({
    id: 'people.get',
    method: 'GET',
    path: '/api/people/:person',
    summary: 'One person',
    permission: 'access:read',
    params: personParams,
    response: personSchema,
  }),
  create: route({
    id: 'people.create',
    method: 'POST',
    path: '/api/people',
    summary: 'Adds a person; they sign in first with a one-time code',
    permission: 'access:write',
    body: z.strictObject({ login: loginSchema, name: nameSchema, unit: identifierSchema, ...contactFields }),
    response: personSchema,
    status: 201,
  }),
  change: route({
    id: 'people.change',
    method: 'PATCH',
    path: '/api/people/:person',
    summary: 'Changes a person’s details, or whether they may sign in',
    permission: 'access:write',
    params: personParams,
    body: z.strictObject({
      name: nameSchema.optional(),
      unit: identifierSchema.optional(),
      active: z.boolean().optional(),
      version: z.int().optional(),
      ...contactFields,
    }),
    response: personSchema,
  }),
  reset: route({
    id: 'people.reset',
    method: 'POST',
    path: '/api/people/:person/reset',
    summary: 'Issues a one-time code for a new password; sessions of the person end',
    permission: 'access:write',
    params: personParams,
    response: z.object({ login: z.string(), code: z.string(), expiresAt: z.int() }),
  }),
};

export const postSchema = z.object({
  id: z.string(),
  code: z.string(),
  unit: z.object({ id: z.string(), name: localTextAnswer }),
  title: localTextAnswer,
  role: z.enum(ROLES),
  scope: z.enum(['subtree', 'unit', 'named']),
  named: z.array(z.string()),
  /** What it stands for among the roles of templates, by id or title; none: all of them. */
  duties: z.array(z.string()),
  validFrom: date,
  validTo: date.nullable(),
  holder: z.object({ id: z.string(), name: localTextAnswer, from: date }).nullable(),
});
const postParams = z.object({ post: identifierSchema });
const dutiesSchema = z.array(z.string().trim().min(1).max(60)).max(50);

export const postRoutes = {
  list: route({
    id: 'posts.list',
    method: 'GET',
    path: '/api/posts',
    summary: 'Posts at the units one administers, with who holds them today',
    permission: 'access:read',
    query: z.object({ ...pageQuery, unit: identifierSchema.optional(), person: identifierSchema.optional() }),
    response: pageOf(postSchema),
  }),
  create: route({
    id: 'posts.create',
    method: 'POST',
    path: '/api/posts',
    summary: 'Makes a post; it cannot reach further than one’s own',
    permission: 'access:write',
    body: z.strictObject({
      code: unitCodeSchema,
      unit: identifierSchema,
      title: nameSchema,
      role: z.enum(ROLES),
      scope: z.enum(['subtree', 'unit', 'named']),
      named: z.array(identifierSchema).max(2000).default([]),
      duties: dutiesSchema.default([]),
      validFrom: date,
      validTo: date.nullish(),
      holder: identifierSchema.nullish(),
    }),
    response: postSchema,
    status: 201,
  }),
  duties: route({
    id: 'posts.duties',
    method: 'PUT',
    path: '/api/posts/:post/duties',
    summary: 'Says what a post stands for among the roles of templates; none stands for all',
    permission: 'access:write',
    params: postParams,
    body: z.strictObject({ duties: dutiesSchema }),
    response: postSchema,
  }),
  end: route({
    id: 'posts.end',
    method: 'POST',
    path: '/api/posts/:post/end',
    summary: 'Ends a post on its last day',
    permission: 'access:write',
    params: postParams,
    body: z.strictObject({ validTo: date }),
    response: postSchema,
  }),
  handover: route({
    id: 'posts.handover',
    method: 'POST',
    path: '/api/posts/:post/handover',
    summary: 'Hands a post, its role and its open work to another person from a day on',
    permission: 'access:write',
    params: postParams,
    body: z.strictObject({
      /** null: the post is vacant from then on. */
      to: identifierSchema.nullable(),
      from: date,
      note: z.string().trim().max(500).optional(),
    }),
    response: postSchema,
  }),
  history: route({
    id: 'posts.history',
    method: 'GET',
    path: '/api/posts/:post/history',
    summary: 'Who held a post, from when to when',
    permission: 'access:read',
    params: postParams,
    response: z.object({
      holders: z.array(
        z.object({
          person: z.object({ id: z.string(), name: localTextAnswer }),
          from: date,
          to: date.nullable(),
          recordedAt: z.int(),
          note: z.string().nullable(),
        }),
      ),
    }),
  }),
};

export const tokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  permissions: z.array(z.enum(GRANTED_PERMISSIONS)),
  within: z.array(z.string()).nullable(),
  createdAt: z.int(),
  expiresAt: z.int(),
  lastUsedAt: z.int().nullable(),
  revokedAt: z.int().nullable(),
});

export const tokenRoutes = {
  list: route({
    id: 'tokens.list',
    method: 'GET',
    path: '/api/tokens',
    summary: 'One’s own API tokens, without their secrets',
    permission: 'signed-in',
    response: z.object({ tokens: z.array(tokenSchema) }),
  }),
  create: route({
    id: 'tokens.create',
    method: 'POST',
    path: '/api/tokens',
    summary: 'Makes an API token; its secret is shown this once',
    permission: 'signed-in',
    body: z.strictObject({
      name: z.string().trim().min(1).max(100),
      permissions: z.array(z.enum(GRANTED_PERMISSIONS)).min(1),
      /** Units with what is below them; everything one may reach, when missing. */
      within: z.array(identifierSchema).min(1).max(100).optional(),
      days: z.int().min(1).max(366).default(90),
    }),
    response: z.object({ token: tokenSchema, secret: z.string() }),
    status: 201,
  }),
  revoke: route({
    id: 'tokens.revoke',
    method: 'DELETE',
    path: '/api/tokens/:token',
    summary: 'Revokes one of one’s own tokens at once',
    permission: 'signed-in',
    params: z.object({ token: identifierSchema }),
    response: z.object({}),
  }),
};
