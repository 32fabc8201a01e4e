const WITHOUT_BODY: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE']);

/** Whether clients send a body with this verb as a rule. */
export const sendsBody = (verb: string): boolean => !WITHOUT_BODY.has(verb);
