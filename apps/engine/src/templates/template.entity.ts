import type { LocalText } from '@gangmu/core';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A published template; never changed. */
@Entity('templates')
export class TemplateEntity {
  @PrimaryColumn('text')
  hash!: string;

  @Column('text')
  templateId!: string;

  @Column('jsonb')
  title!: LocalText;

  @Column('jsonb')
  body!: Record<string, unknown>;

  @Column('text', { nullable: true })
  document!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('text', { nullable: true })
  publishedBy!: string | null;

  @Column('bigint')
  publishedAt!: number;
}
