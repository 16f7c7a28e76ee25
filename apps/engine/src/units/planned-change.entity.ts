import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A change of the tree announced for a day to come. */
@Entity('planned_unit_changes')
export class PlannedChangeEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  unitId!: string;

  @Column('text')
  kind!: string;

  @Column('date')
  effective!: string;

  @Column('integer')
  dueAt!: number;

  @Column('jsonb')
  body!: unknown;

  @Column('text')
  personId!: string;

  @Column('bigint')
  plannedAt!: number;

  @Column('text', { default: 'planned' })
  status!: string;

  @Column('bigint', { nullable: true })
  endedAt!: number | null;

  @Column('jsonb', { nullable: true })
  refusal!: unknown;
}
