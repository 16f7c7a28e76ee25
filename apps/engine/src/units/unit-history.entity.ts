import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** What happened to a unit: from which day, and when that was recorded. */
@Entity('unit_changes')
export class UnitChangeEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column('text')
  unitId!: string;

  @Column('text')
  kind!: string;

  @Column('date')
  effective!: string;

  @Column('bigint')
  recordedAt!: number;

  @Column('text', { nullable: true })
  personId!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('jsonb', { nullable: true })
  before!: unknown;

  @Column('jsonb', { nullable: true })
  after!: unknown;
}

/** Who carries on what an ended unit leaves. */
@Entity('unit_successors')
export class UnitSuccessorEntity {
  @PrimaryColumn('text')
  unitId!: string;

  @PrimaryColumn('text')
  successorId!: string;

  @Column('text')
  kind!: string;

  @Column('boolean')
  main!: boolean;

  @Column('date')
  effective!: string;

  @Column('bigint')
  recordedAt!: number;
}
