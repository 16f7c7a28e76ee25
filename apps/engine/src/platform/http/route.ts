/** `@Route(declaration)`: mounts a controller method as its declaration in the contract says. */
import type { AnyRoute } from '@gangmu/contract';
import {
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callOf } from './call.js';

export const ROUTE = Symbol('gangmu:route');

/** The declaration of a handler, if it has one. */
export const routeOf = (handler: object): AnyRoute | undefined =>
  Reflect.getMetadata(ROUTE, handler) as AnyRoute | undefined;

const TheCall = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const route = routeOf(context.getHandler());
  const http = context.switchToHttp();
  if (route === undefined) throw new Error('a handler without a route declaration');
  return callOf(route, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
});

/** The handler's only parameter is a `Call<typeof declaration>`. */
export function Route(declaration: AnyRoute): MethodDecorator {
  return (target, key, descriptor: PropertyDescriptor) => {
    RequestMapping({ path: declaration.path, method: RequestMethod[declaration.method] })(target, key, descriptor);
    HttpCode(declaration.status ?? 200)(target, key, descriptor);
    SetMetadata(ROUTE, declaration)(target, key, descriptor);
    TheCall()(target, key, 0);
  };
}
