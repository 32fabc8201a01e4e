/** One page of a list, and the token of the next. Tokens are opaque to a client; here they name the next index. */
export const page = <Item>(
  items: readonly Item[],
  token: string | undefined,
  limit: number,
): { readonly items: readonly Item[]; readonly next?: string } => {
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
  const end = start + limit;
  return { items: items.slice(start, end), ...(end < items.length && { next: Buffer.from(String(end)).toString('base64url') }) };
};
