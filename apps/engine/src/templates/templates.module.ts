import { Module } from '@nestjs/common';
import { Templates } from './templates.js';
import { TemplatesController } from './templates.controller.js';

@Module({ controllers: [TemplatesController], providers: [Templates], exports: [Templates] })
export class TemplatesModule {}
