const PART = /^\d{1,3}$/;

const addressOf = (text: string): number | undefined => {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => PART.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
};

interface Range {
  readonly first: number;
  readonly size: number;
}

const rangeOf = (cidr: string): Range | undefined => {
  const [address = '', bits = '32', ...rest] = cidr.trim().split('/');
  const number = addressOf(address);
  if (number === undefined || rest.length > 0 || !/^\d{1,2}$/.test(bits) || Number(bits) > 32) return undefined;
  const size = 2 ** (32 - Number(bits));
  return { first: Math.floor(number / size) * size, size };
};

/** `undefined`: one of the two is no IPv4 address or range (IPv6 is not read). */
export const isInRange = (address: string, cidr: string): boolean | undefined => {
  const [number, range] = [addressOf(address), rangeOf(cidr)];
  return number === undefined || range === undefined ? undefined : number >= range.first && number < range.first + range.size;
};

/** Addresses that no caller from the internet has: 0.0.0.0/8, loopback, and the private ranges of RFC 1918. */
const NEVER_SEEN = ['0.0.0.0/8', '127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].flatMap((cidr) => rangeOf(cidr) ?? []);

/** No caller from the internet can stand in this range, as in a placeholder `0.0.0.0`. */
export const isUnroutable = (cidr: string): boolean => {
  const range = rangeOf(cidr);
  return range !== undefined && NEVER_SEEN.some(({ first, size }) => range.first >= first && range.first + range.size <= first + size);
};

export const isEverywhere = (cidr: string): boolean => rangeOf(cidr)?.size === 2 ** 32;
