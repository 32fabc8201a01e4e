import { describe, expect, test } from 'vitest';
import type { Proof } from '../../../shared/model/proof.ts';
import { badgeWord, proofSentence, proofText } from '../../../shared/reports/proof-text.ts';

const proven = { kind: 'proven', replayed: '500 Internal server error', repaired: '200', neighbours: 12, assumptions: [] } as const;

describe('what a replay shows', () => {
  test.for<{ proof: Proof; sentence: string; word: string }>([
    {
      proof: proven,
      sentence:
        'Proven: replayed on the deployed configuration it fails the same way (500 Internal server error); with the repair it gives 200; 12 neighbouring requests are not worse off.',
      word: 'proven',
    },
    {
      proof: { kind: 'reproduced', replayed: '502, Malformed Lambda proxy response.', open: 'The repair is in code', assumptions: [] },
      sentence:
        'Reproduced: replayed on the deployed configuration it fails the same way (502, Malformed Lambda proxy response). Open: The repair is in code.',
      word: 'reproduced',
    },
    {
      proof: { kind: 'refuted', divergence: { aspect: 'step', observed: 'Sending request to arn:x', replayed: '' } },
      sentence:
        'Refuted: replayed on the deployed configuration it ends differently. The step of the log was "Sending request to arn:x", the replay has nothing.',
      word: 'refuted',
    },
    {
      proof: { kind: 'not-attempted', reason: 'The log cut the body.' },
      sentence: 'Not replayed: The log cut the body.',
      word: '',
    },
  ])('reads as a sentence: $proof.kind', ({ proof, sentence, word }) => {
    expect(proofSentence(proofText(proof))).toBe(sentence);
    expect(badgeWord(proofText(proof))).toBe(word);
  });

  test.for([
    [0, 'no neighbouring request could be compared.'],
    [1, '1 neighbouring request is not worse off.'],
    [2, '2 neighbouring requests are not worse off.'],
  ] as const)('counts %i neighbours in words', ([neighbours, end]) => {
    expect(proofText({ ...proven, neighbours }).detail.endsWith(`; ${end}`)).toBe(true);
  });

  test('hides what is secret in an answer and in an assumption', () => {
    const { detail, assumed } = proofText({
      ...proven,
      replayed: '500 {"password":"hunter2"}',
      assumptions: ['The header was Authorization: Bearer hunter2hunter2hunter2'],
    });
    expect(`${detail} ${assumed.join(' ')}`).not.toContain('hunter2');
  });

  test('has no badge without a cause', () => {
    expect(badgeWord(undefined)).toBe('');
  });
});
