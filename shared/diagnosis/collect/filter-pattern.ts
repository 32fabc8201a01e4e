/** AWS's limit for the text of a filter pattern. */
const LONGEST = 1_024;

const quote = (term: string): string => `"${term.replace(/[\\"]/g, '\\$&')}"`;

/**
 * Events that hold any of the phrases, exactly and with regard to case. `?` makes a term optional, but only while every term has it: beside
 * any other term AWS ignores the optional ones (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html).
 */
export const anyOf = (phrases: readonly string[]): string => {
  const [only] = phrases;
  return only !== undefined && phrases.length === 1 ? quote(only) : phrases.map((phrase) => `?${quote(phrase)}`).join(' ');
};

/** The phrases in as few patterns as AWS's limit allows. */
export const patternsOf = (phrases: readonly string[]): readonly string[] => {
  const batches: string[][] = [];
  for (const phrase of phrases) {
    const last = batches.at(-1);
    if (last && anyOf([...last, phrase]).length <= LONGEST) last.push(phrase);
    else batches.push([phrase]);
  }
  return batches.map(anyOf);
};
