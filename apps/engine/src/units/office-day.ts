import { dateOf, minuteOf, type PlainDate } from '@gangmu/core';
import type { Clock } from '../platform/clock/clock.js';

/** Where the offices are: posts are held, and units exist, by the day it is there. */
export const OFFICE_TIME_ZONE = 'Asia/Shanghai';

/** Today's date where the offices are, by the engine's clock. */
export const officeDay = (clock: Pick<Clock, 'now'>): PlainDate => dateOf(minuteOf(clock.now()), OFFICE_TIME_ZONE);
