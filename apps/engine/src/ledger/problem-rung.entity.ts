import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A rung of a problem or one of its measures; ends once. */
@Entity('problem_rungs')
export class ProblemRungEntity {
  @PrimaryColumn('text')
  problemId!: string;

  @PrimaryColumn('text')
  measureId!: string;

  @PrimaryColumn('integer')
  revision!: number;

  @PrimaryColumn('text')
  rung!: string;

  @PrimaryColumn('integer')
  repetition!: number;

  @Column('text')
  campaignId!: string;

  @Column('text')
  unitId!: string;

  @Column('date')
  due!: string;

  @Column('integer')
  dueAt!: number;

  @Column('text')
  effect!: string;

  @Column('text')
  target!: string;

  @Column('text', { default: 'pending' })
  status!: string;

  @Column('bigint', { nullable: true })
  endedAt!: number | null;
}
