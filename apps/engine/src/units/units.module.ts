import { Module } from '@nestjs/common';
import { UnitsController } from './units.controller.js';

/** The unit tree and the groups beside it. */
@Module({ controllers: [UnitsController] })
export class UnitsModule {}
