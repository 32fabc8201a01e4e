import { functionOf } from './called-function.ts';
import { functionDidWell, runsNoFunction } from './cannot-be.ts';
import { defineCause, excluded, excludedIf, found } from './define-cause.ts';
import { succeeded, unlikelyOnRest } from './failed.ts';
import { functionFailureOf } from './function-failure.ts';
import { functionMemoryOf } from './function-memory.ts';

/** The kernel ends what takes more than it may; the runtimes that can, say so themselves. */
const SAYS_MEMORY = /signal: killed|heap out of memory|OutOfMemory|MemoryError/;

export default defineCause({
  id: 'lambda-out-of-memory',
  docs: new URL('https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html'),
  step: 'integration',
  seenAs: ['gateway-502', 'gateway-500'],
  asks: ['execution-trace', 'function-log'],
  leaves: ['function-error', 'malformed-proxy-response'],
  detect(scene) {
    const failure = functionFailureOf(scene);
    const memory = functionMemoryOf(scene);
    if (!failure) {
      if (memory?.state === 'to-spare') return excluded(`The function used ${memory.usedMb} of ${memory.sizeMb} MB.`);
      return excludedIf(runsNoFunction(scene) ?? functionDidWell(scene) ?? unlikelyOnRest(scene));
    }
    if (failure.kind !== 'ended-early') return excluded('The function failed with a reason of its own: nothing ended the runtime.');
    if (succeeded(scene)) return undefined;
    const says = SAYS_MEMORY.test(`${failure.message} ${failure.errorType ?? ''}`);
    const facts = { sizeMb: memory?.sizeMb ?? functionOf(scene)?.facts?.memoryInMb, usedMb: memory?.usedMb, name: functionOf(scene)?.name };
    if (memory?.state === 'full') return found('conclusive', facts, failure.evidence, memory.evidence);
    if (memory?.state === 'to-spare' && !says)
      return excluded(`The function was ended with memory to spare: ${memory.usedMb} of ${memory.sizeMb} MB used.`);
    return found(says ? 'confirmed' : 'suggested', facts, failure.evidence, ...(memory ? [memory.evidence] : []));
  },
  explain: ({ sizeMb, usedMb, name }) => ({
    what: `The function${name === undefined ? '' : ` ${name}`} was ended for memory${usedMb === undefined || sizeMb === undefined ? '' : `: ${usedMb} of ${sizeMb} MB used`}.`,
    why: 'A function that takes more than its memory size is killed in the middle of the request and leaves no error of its own.',
    todo: 'Raise the memory size, and stream or page what is now held in memory as a whole.',
  }),
  repair: ({ sizeMb, name }) => ({
    kind: 'advice',
    steps: [
      sizeMb === undefined
        ? 'Raise MemorySize and watch Max Memory Used in the REPORT lines.'
        : `Raise MemorySize from ${sizeMb} MB: aws lambda update-function-configuration --function-name ${name ?? 'NAME'} --memory-size ${sizeMb * 2}`,
      'Read and write large objects as streams; do not keep them in variables outside the handler.',
    ],
  }),
});
