import { isNowhere, NOWHERE, reachOf } from '@gangmu/core';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Access } from './access.js';
import { admissions } from './call.js';
import { forbidden, Problem } from './problem.js';
import { routeOf } from './route.js';

/** Lets nobody through whom the route's permission does not name. The only guard there is. */
@Injectable()
export class RouteGuard implements CanActivate {
  constructor(private readonly access: Access) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = routeOf(context.getHandler());
    if (route === undefined) return false;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const who = await this.access.authenticate(request, route.produces === 'text/event-stream');
    if (route.permission === 'public') {
      admissions.set(request, { who, reach: NOWHERE });
      return true;
    }
    if (who === null) throw new Problem(401, 'sign-in-needed');
    if (who.mustChangePassword && !route.id.startsWith('session.')) throw new Problem(403, 'password-change-needed');
    const reach = route.permission === 'signed-in' ? NOWHERE : reachOf(who.principal, route.permission);
    if (route.permission !== 'signed-in' && isNowhere(reach)) throw forbidden(route.permission);
    admissions.set(request, { who, reach });
    return true;
  }
}
