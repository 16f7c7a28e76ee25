import { IMPORT_MEDIA_TYPE } from '@gangmu/contract';
import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { parseJson } from '../platform/http/body.js';
import { UnitsModule } from '../units/units.module.js';
import { OrganisationController } from './organisation.controller.js';

const IMPORT_LIMIT = 32 * 1024 * 1024;

/** Import of the organisation, and the first set-up. */
@Module({ imports: [UnitsModule], controllers: [OrganisationController] })
export class OrganisationModule implements OnModuleInit {
  constructor(private readonly adapter: HttpAdapterHost) {}

  onModuleInit(): void {
    const fastify = this.adapter.httpAdapter.getInstance<FastifyInstance>();
    fastify.addContentTypeParser(IMPORT_MEDIA_TYPE, { parseAs: 'string', bodyLimit: IMPORT_LIMIT }, (_, text, done) => {
      try {
        done(null, parseJson(text as string));
      } catch (error) {
        done(error as Error, undefined);
      }
    });
  }
}
