/**
 * A route, declared once: the engine mounts and guards it, the client types it, OpenAPI is generated from it.
 * A controller method without such a declaration does not start.
 */
import type { AccessPermission } from '@gangmu/core';
import type { z } from 'zod';

/** What a caller must be allowed to do; the engine checks it against posts and their scopes. The list is core's. */
export type Permission = AccessPermission;

export interface RouteDeclaration<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  /** OperationId in OpenAPI and method name in the client: `units.list`. */
  id: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/api/units/:unit` */
  path: string;
  summary: string;
  permission: Permission;
  params?: P;
  query?: Q;
  body?: B;
  response: R;
  status?: number;
  /** Answers that are not JSON: `text/event-stream`, a download … */
  produces?: string;
  consumes?: string;
  /** Bodies may be this large, in bytes; a megabyte where not said. */
  largestBody?: number;
  tags?: string[];
  /** Needs / accepts an Idempotency-Key; guarded by If-Match. */
  idempotent?: boolean;
  ifMatch?: boolean;
}

/** Declares a route; identity at run time, keeps the schema types. */
export const route = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  declaration: RouteDeclaration<P, Q, B, R>,
): RouteDeclaration<P, Q, B, R> => declaration;

/** Any route, whatever its schemas: for lists of routes. */
export type AnyRoute = RouteDeclaration<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;
export type ParamsOf<R> = R extends RouteDeclaration<infer P, z.ZodType, z.ZodType, z.ZodType> ? z.infer<P> : never;
export type QueryOf<R> = R extends RouteDeclaration<z.ZodType, infer Q, z.ZodType, z.ZodType> ? z.infer<Q> : never;
export type BodyOf<R> = R extends RouteDeclaration<z.ZodType, z.ZodType, infer B, z.ZodType> ? z.infer<B> : never;
export type AnswerOf<R> = R extends RouteDeclaration<z.ZodType, z.ZodType, z.ZodType, infer A> ? z.infer<A> : never;
/** What a caller sends, before defaults are filled in. */
export type BodyInputOf<R> = R extends RouteDeclaration<z.ZodType, z.ZodType, infer B, z.ZodType> ? z.input<B> : never;
export type QueryInputOf<R> = R extends RouteDeclaration<z.ZodType, infer Q, z.ZodType, z.ZodType> ? z.input<Q> : never;
