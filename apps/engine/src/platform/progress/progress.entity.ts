import type { Progress } from '@gangmu/contract';
import type { Param } from '@gangmu/core';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far long work has come. */
@Entity('progress')
export class ProgressEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  kind!: string;

  @Column('text')
  personId!: string;

  @Column('text')
  status!: Progress['status'];

  @Column('integer', { default: 0 })
  done!: number;

  @Column('integer', { default: 0 })
  total!: number;

  @Column('jsonb', { nullable: true })
  result!: Progress['result'];

  @Column('jsonb', { nullable: true })
  problem!: { code: string; params: Record<string, Param> } | null;

  /** What is to be done, of work that is taken up again when its process dies. */
  @Column('jsonb', { nullable: true })
  assignment!: unknown;

  /** How often that was begun. */
  @Column('integer', { default: 0 })
  tries!: number;

  @Column('bigint')
  at!: number;
}
