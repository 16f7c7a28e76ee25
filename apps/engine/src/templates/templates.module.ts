import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CalendarsModule } from '../calendars/calendars.module.js';
import { DesignsModule } from '../designs/designs.module.js';
import { TemplateEntity } from './template.entity.js';
import { Templates } from './templates.js';
import { TemplatesController } from './templates.controller.js';

@Module({
  imports: [CalendarsModule, DesignsModule, TypeOrmModule.forFeature([TemplateEntity])],
  controllers: [TemplatesController],
  providers: [Templates],
  exports: [Templates],
})
export class TemplatesModule {}
