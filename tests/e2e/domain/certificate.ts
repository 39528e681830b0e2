/** A key and a certificate for one domain, made on the spot and good for a day: no key lies in the repository. */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export interface Certificate {
  /** PEM, as `node:https` takes them. */
  key: string;
  cert: string;
  /** What a Chromium is told in order to believe this key and no other: the hash of the public key. */
  spkiHash: string;
}

const DAY = 86_400_000;

/** Signed by itself. What stands in it is X.509 version 3 in DER (RFC 5280), which Node reads and does not write. */
export function createCertificate(domain: string): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const algorithm = sequence(OID.ecdsaWithSha256);
  const name = sequence(set(sequence(OID.commonName, utf8(domain))));
  const alternatives = sequence(OID.subjectAltName, octets(sequence(dnsName(domain))));
  const now = Date.now();
  const body = sequence(
    versionIs(integer(Buffer.of(2))),
    integer(Buffer.concat([Buffer.of(1), randomBytes(8)])),
    algorithm,
    name,
    sequence(utcTime(now - DAY), utcTime(now + DAY)),
    name,
    spki,
    extensionsAre(sequence(alternatives)),
  );
  const cert = sequence(
    body,
    algorithm,
    bits(Buffer.concat([Buffer.of(0), sign('sha256', body, privateKey)])),
  );
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${cert.toString('base64')}\n-----END CERTIFICATE-----\n`,
    spkiHash: createHash('sha256').update(spki).digest('base64'),
  };
}

const OID = {
  ecdsaWithSha256: Buffer.from('06082a8648ce3d040302', 'hex'),
  commonName: Buffer.from('0603550403', 'hex'),
  subjectAltName: Buffer.from('0603551d11', 'hex'),
};

/** Whatever has this tag, around its parts. */
const tagged =
  (tag: number) =>
  (...parts: Buffer[]): Buffer => {
    const body = Buffer.concat(parts);
    const { length } = body;
    const size =
      length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
    return Buffer.concat([Buffer.of(tag, ...size), body]);
  };

const sequence = tagged(0x30);
const set = tagged(0x31);
const integer = tagged(0x02);
const bits = tagged(0x03);
const octets = tagged(0x04);
const versionIs = tagged(0xa0);
const extensionsAre = tagged(0xa3);
const utf8 = (text: string) => tagged(0x0c)(Buffer.from(text));
const dnsName = (text: string) => tagged(0x82)(Buffer.from(text));
/** `YYMMDDhhmmssZ` */
const utcTime = (time: number) =>
  tagged(0x17)(Buffer.from(`${new Date(time).toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`));
