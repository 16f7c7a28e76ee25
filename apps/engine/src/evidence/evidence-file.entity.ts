import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file uploaded for a piece of evidence. */
@Entity('evidence_files')
export class EvidenceFileEntity {
  @PrimaryColumn('text')
  runId!: string;

  @PrimaryColumn('text')
  itemId!: string;

  @PrimaryColumn('text')
  evidence!: string;

  @PrimaryColumn('text')
  hash!: string;

  @Column('text')
  name!: string;

  @Column('text')
  type!: string;

  @Column('integer')
  size!: number;

  @Column('boolean')
  guarded!: boolean;

  @Column('text')
  personId!: string;

  @Column('bigint')
  at!: number;
}
