/** CloudWatch writes `2026-11-21T10:00:44.959+0000`; a zone without a colon is no ISO 8601 of ECMAScript. */
export const parseAlarmTime = (text: string): Date | undefined => {
  const time = new Date(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(time.getTime()) ? undefined : time;
};
