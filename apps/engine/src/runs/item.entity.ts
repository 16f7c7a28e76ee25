import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An opened item of a run. */
@Entity('items')
export class ItemEntity {
  @PrimaryColumn('text')
  runId!: string;

  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  campaignId!: string;

  @Column('text')
  unitId!: string;

  @Column('text')
  step!: string;

  @Column('text')
  occurrence!: string;

  @Column('text')
  status!: string;

  @Column('text', { nullable: true })
  holder!: string | null;

  @Column('integer', { nullable: true })
  since!: number | null;

  @Column('integer')
  openedAt!: number;

  @Column('integer', { nullable: true })
  due!: number | null;

  @Column('integer', { nullable: true })
  originalDue!: number | null;

  @Column('integer', { nullable: true })
  closes!: number | null;

  @Column('integer')
  revision!: number;

  @Column('integer')
  returns!: number;

  @Column('integer')
  attempts!: number;

  @Column('date', { nullable: true })
  heldOn!: string | null;

  @Column('integer', { nullable: true })
  heldBy!: number | null;

  @Column('integer', { default: 0 })
  lateMinutes!: number;

  @Column('bigint', { nullable: true })
  submittedAt!: number | null;

  @Column('bigint', { nullable: true })
  endedAt!: number | null;

  @Column('jsonb')
  body!: unknown;
}
