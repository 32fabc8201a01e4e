import { writeFileAtomically } from '../../shared/files/write-file-atomically.ts';
import { redactJson } from '../../shared/lib/redact.ts';
import { err, ok } from '../../shared/lib/result.ts';
import { defineCommand } from './define-command.ts';
import { EXIT } from './exit-code.ts';
import { collectLive, LIVE_OPTIONS } from './live.ts';
import { writeOut } from './terminal.ts';

/** Live stage → evidence → redacted incident file. */
export const captureCommand = defineCommand({
  name: 'capture',
  about: 'Write what is known about a live stage to an incident file, redacted.',
  usage: [
    'capture --api NAME_OR_ID --stage STAGE [--since 1h | --from TIME --to TIME] [--method VERB --path PATH | --request-id ID] [--out FILE]',
  ],
  options: {
    ...LIVE_OPTIONS,
    out: { type: 'string', value: 'FILE', help: 'where to write; standard output when left out' },
  },
  async run(given) {
    const collected = await collectLive(given);
    if (!collected.ok) return collected;
    const text = `${JSON.stringify(redactJson(collected.value.incident), null, 2)}\n`;
    if (given.out === undefined) {
      const written = await writeOut(text);
      if (!written.ok) return written;
      return written.value === 'written'
        ? ok(EXIT.noFault)
        : err({ kind: 'could-not-look', message: 'Standard output was closed before the whole incident file was written.' });
    }
    const written = await writeFileAtomically(given.out, text);
    return written.ok ? ok(EXIT.noFault) : err({ kind: 'could-not-look', message: `Cannot write ${given.out}: ${written.failure}.` });
  },
});
