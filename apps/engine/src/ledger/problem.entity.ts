import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A problem of the ledger. */
@Entity('problems')
export class ProblemEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  campaignId!: string;

  @Column('text')
  unitId!: string;

  @Column('text')
  status!: string;

  @Column('text')
  source!: string;

  @Column('text')
  aspect!: string;

  @Column('text', { nullable: true })
  theme!: string | null;

  @Column('text')
  class!: string;

  @Column('date', { nullable: true })
  due!: string | null;

  @Column('integer')
  measures!: number;

  @Column('integer')
  measuresDone!: number;

  @Column('integer')
  relapses!: number;

  @Column('text', { nullable: true })
  repeats!: string | null;

  @Column('integer')
  version!: number;

  @Column('jsonb')
  body!: unknown;
}

/** A rule that came of problems. */
@Entity('rules')
export class RuleEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  campaignId!: string;

  @Column('text')
  unitId!: string;

  @Column('integer')
  version!: number;

  @Column('jsonb')
  body!: unknown;
}
