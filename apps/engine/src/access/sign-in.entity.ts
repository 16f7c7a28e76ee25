import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A session, known by the hash of its token. */
@Entity('sessions')
export class SessionEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('bytea', { unique: true })
  tokenHash!: Buffer;

  @Column('bytea', { nullable: true })
  previousHash!: Buffer | null;

  @Column('text')
  personId!: string;

  @Column('bigint')
  startedAt!: number;

  @Column('bigint')
  seenAt!: number;

  @Column('bigint')
  rotatedAt!: number;

  @Column('text', { nullable: true })
  address!: string | null;
}

/** A token for programs, known by its hash. */
@Entity('api_tokens')
export class ApiTokenEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('bytea', { unique: true })
  tokenHash!: Buffer;

  @Column('text')
  personId!: string;

  @Column('text')
  name!: string;

  @Column('text', { array: true })
  permissions!: string[];

  @Column('text', { array: true, nullable: true })
  within!: string[] | null;

  @Column('bigint')
  createdAt!: number;

  @Column('bigint')
  expiresAt!: number;

  @Column('bigint', { nullable: true })
  lastUsedAt!: number | null;

  @Column('bigint', { nullable: true })
  revokedAt!: number | null;
}

/** A code with which a person chooses a new password. */
@Entity('reset_codes')
export class ResetCodeEntity {
  @PrimaryColumn('text')
  personId!: string;

  @Column('bytea')
  codeHash!: Buffer;

  @Column('text', { nullable: true })
  issuedBy!: string | null;

  @Column('bigint')
  expiresAt!: number;
}

/** Failed sign-ins of a login or an address. */
@Entity('sign_in_failures')
export class SignInFailureEntity {
  @PrimaryColumn('text')
  key!: string;

  @Column('integer')
  failures!: number;

  @Column('bigint')
  at!: number;
}
