import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** What a post was told. */
@Entity('notices')
export class NoticeEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column('text')
  campaignId!: string;

  @Column('text')
  unitId!: string;

  @Column('text')
  toUnit!: string;

  @Column('text')
  toRole!: string;

  @Column('text')
  kind!: string;

  @Column('text', { nullable: true })
  runId!: string | null;

  @Column('text', { nullable: true })
  itemId!: string | null;

  @Column('text', { nullable: true })
  problemId!: string | null;

  @Column('text', { nullable: true })
  measureId!: string | null;

  @Column('jsonb', { default: {} })
  params!: unknown;

  @Column('bigint')
  at!: number;
}
