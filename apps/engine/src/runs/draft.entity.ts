import type { Values } from '@gangmu/core';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What has been filled in so far; deleted on hand-in. */
@Entity('drafts')
export class DraftEntity {
  @PrimaryColumn('text')
  runId!: string;

  @PrimaryColumn('text')
  itemId!: string;

  @Column('jsonb')
  values!: Values;

  @Column('text')
  personId!: string;

  @Column('bigint')
  savedAt!: number;
}
