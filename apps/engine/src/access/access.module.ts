import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Access } from '../platform/http/access.js';
import { officeDay } from '../units/office-day.js';
import { UnitsModule } from '../units/units.module.js';
import { Authentication } from './authentication.js';
import { PeopleController } from './people.controller.js';
import { SessionController } from './session.controller.js';
import { TokensController } from './tokens.controller.js';

/** Who may do what. Global: every route is guarded by it, and every slice may tell it that rights have changed. */
@Global()
@Module({
  imports: [UnitsModule],
  controllers: [SessionController, PeopleController, TokensController],
  providers: [
    {
      provide: Authentication,
      inject: [Database, Clock],
      useFactory: (database: Database, clock: Clock): Authentication =>
        new Authentication(database.pool, { wall: () => Date.now(), today: () => officeDay(clock) }),
    },
    { provide: Access, useExisting: Authentication },
  ],
  exports: [Authentication, Access],
})
export class AccessModule implements OnModuleInit {
  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly authentication: Authentication,
  ) {}

  onModuleInit(): void {
    const fastify = this.adapter.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onSend', async (request, reply) => {
      this.authentication.onAnswer(request, reply);
    });
  }
}
