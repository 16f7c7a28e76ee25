import { Module } from '@nestjs/common';
import { CalendarVersions } from './calendar-versions.js';
import { Calendars } from './calendars.js';
import { CalendarsController } from './calendars.controller.js';

/** Working days by version. What is running keeps to its version until it is computed anew. */
@Module({
  controllers: [CalendarsController],
  providers: [Calendars, CalendarVersions],
  exports: [Calendars, CalendarVersions],
})
export class CalendarsModule {}
