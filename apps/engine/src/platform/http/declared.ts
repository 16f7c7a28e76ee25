import { type AnyRoute, routes } from '@gangmu/contract';
import type { INestApplication } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { routeOf } from './route.js';

const PATH = 'path';

/**
 * Refuses the start when a handler is reachable without a declaration, or a declaration is not in the contract's list
 * (which the generated access test walks), or has no handler: a route that declares nothing does not start.
 */
export function insistOnDeclarations(app: INestApplication): void {
  const scanner = new MetadataScanner();
  const mounted = new Set<AnyRoute>();
  for (const { instance, metatype } of app.get(DiscoveryService, { strict: false }).getControllers()) {
    if (typeof instance !== 'object' || instance === null || typeof metatype !== 'function') continue;
    const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
    for (const name of scanner.getAllMethodNames(prototype)) {
      const handler = prototype[name];
      if (handler === undefined || Reflect.getMetadata(PATH, handler) === undefined) continue;
      const route = routeOf(handler);
      if (route === undefined) throw new Error(`${metatype.name}.${name} has no route declaration; it does not start.`);
      if (!routes.includes(route)) throw new Error(`The route ${route.id} is not in the contract's list of routes.`);
      mounted.add(route);
    }
  }
  const missing = routes.filter((route) => !mounted.has(route)).map((route) => route.id);
  if (missing.length > 0) throw new Error(`Declared, but answered by nobody: ${missing.join(', ')}.`);
}
