import { type AnswerOf, calendarRoutes } from '@gangmu/contract';
import { Controller } from '@nestjs/common';
import type { Call } from '../platform/http/call.js';
import { Route } from '../platform/http/route.js';
import { CalendarVersions } from './calendar-versions.js';

@Controller()
export class CalendarsController {
  constructor(private readonly versions: CalendarVersions) {}

  @Route(calendarRoutes.list)
  async list(): Promise<AnswerOf<typeof calendarRoutes.list>> {
    return { calendars: await this.versions.list() };
  }

  @Route(calendarRoutes.newest)
  async newest(): Promise<AnswerOf<typeof calendarRoutes.newest>> {
    return { calendars: await this.versions.newest() };
  }

  @Route(calendarRoutes.import)
  import(call: Call<typeof calendarRoutes.import>): Promise<AnswerOf<typeof calendarRoutes.import>> {
    return this.versions.import(call.body, call.who.principal.person);
  }
}
