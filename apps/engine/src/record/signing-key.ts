/**
 * The key manifests are signed with. Made once per data folder and readable by its owner only; whoever runs several
 * processes, or keeps the key elsewhere, gives it in `GANGMU_SIGNING_KEY`.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Signer } from '@gangmu/core';
import { SettingsError } from '../platform/settings.js';

const PRIVATE = 'signing-key.pem';
const PUBLIC = 'signing-key.pub';

const rawPublicKey = (key: KeyObject): string => {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  return Buffer.from(x ?? '', 'base64url').toString('hex');
};

/** Reads a private key from PEM text. @throws SettingsError */
const privateKeyOf = (pem: string, where: string): KeyObject => {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // said below, in words
  }
  throw new SettingsError(
    `${where} holds no Ed25519 private key in PEM form. Make one with: openssl genpkey -algorithm ed25519`,
  );
};

const signerOf = (key: KeyObject): Signer => ({
  key: rawPublicKey(key),
  sign: (bytes) => sign(null, bytes, key).toString('hex'),
});

const given = async (setting: string): Promise<Signer> => {
  const isText = setting.includes('-----BEGIN');
  const pem = isText
    ? setting.replaceAll(String.raw`\n`, '\n')
    : await readFile(setting, 'utf8').catch(() => {
        throw new SettingsError(`GANGMU_SIGNING_KEY names ${setting}, which cannot be read.`);
      });
  return signerOf(privateKeyOf(pem, isText ? 'GANGMU_SIGNING_KEY' : setting));
};

const readOrMake = async (data: string): Promise<KeyObject> => {
  const path = join(data, PRIVATE);
  const known = await readFile(path, 'utf8').catch(() => undefined);
  if (known !== undefined) return privateKeyOf(known, path);
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  await mkdir(data, { recursive: true });
  try {
    await writeFile(path, pem, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    // Another process of the same folder made one in between: there is only one key.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return privateKeyOf(await readFile(path, 'utf8'), path);
  }
  await chmod(path, 0o600);
  return privateKey;
};

/**
 * The signer of this engine. Its public key is also left in `signing-key.pub`, to be handed to auditors.
 *
 * @param setting PEM text or the name of a PEM file; missing: the data folder's own key, made when there is none
 */
export const openSigningKey = async (data: string, setting: string | undefined): Promise<Signer> => {
  const signer = setting === undefined ? signerOf(await readOrMake(data)) : await given(setting);
  await mkdir(data, { recursive: true });
  await writeFile(join(data, PUBLIC), `${signer.key}\n`, { mode: 0o644 });
  return signer;
};
