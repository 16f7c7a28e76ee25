import type { CalendarData } from '@gangmu/core';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One version of a calendar of working days; never changed. */
@Entity('calendars')
export class CalendarEntity {
  @PrimaryColumn('text')
  version!: string;

  @Column('text')
  id!: string;

  @Column('integer')
  number!: number;

  @Column('jsonb')
  body!: CalendarData;

  @Column('text')
  givenHash!: string;

  @Column('text')
  source!: 'shipped' | 'imported';

  @Column('text', { nullable: true })
  file!: string | null;

  @Column('text', { nullable: true })
  importedBy!: string | null;

  @Column('bigint')
  importedAt!: number;
}
