import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A signed manifest. */
@Entity('manifests')
export class ManifestEntity {
  @PrimaryColumn('integer')
  number!: number;

  @Column('date')
  day!: string;

  @Column('bigint')
  at!: number;

  @Column('text')
  body!: string;

  @Column('text')
  signature!: string;

  @Column('text', { unique: true })
  hash!: string;
}

/** The head of a stream that grew since the manifest before. */
@Entity('manifest_heads')
export class ManifestHeadEntity {
  @PrimaryColumn('integer')
  number!: number;

  @PrimaryColumn('text')
  stream!: string;

  @Column('integer')
  seq!: number;

  @Column('text')
  hash!: string;
}
