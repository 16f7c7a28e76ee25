import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A rung or opening; ends once. */
@Entity('deadlines')
export class DeadlineEntity {
  @PrimaryColumn('text')
  runId!: string;

  @PrimaryColumn('text')
  itemId!: string;

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

  @Column('text')
  kind!: string;

  @Column('integer')
  dueAt!: number;

  @Column('text', { nullable: true })
  effect!: string | null;

  @Column('text', { nullable: true })
  target!: string | null;

  @Column('text', { default: 'pending' })
  status!: string;

  @Column('bigint', { nullable: true })
  endedAt!: number | null;
}
