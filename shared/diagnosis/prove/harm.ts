import type { EndpointAnswer } from '../../gateway/exchange.ts';
import { firstValue } from '../../gateway/fields.ts';
import { type Neighbour, neighboursOf } from './neighbours.ts';
import type { Repaired } from './repaired-stage.ts';
import type { Replayable } from './replayable.ts';
import { replayOn } from './rig.ts';
import { worseOff } from './worse.ts';

export interface Harm {
  /** How many neighbours were replayed on both versions. */
  readonly replayed: number;
  /** The first that is worse off, in words. */
  readonly harmed?: string;
}

const nameOf = ({ request: { method, path, headers } }: Neighbour): string => {
  const said = ['Accept', 'Content-Type'].flatMap((name) => {
    const value = firstValue(headers, name);
    return value === undefined ? [] : [`${name}: ${value}`];
  });
  return [`${method} ${path}`, ...(said.length > 0 ? [`with ${said.join(' and ')}`] : [])].join(' ');
};

/** A repair of code changes no configuration: nobody else can feel it. */
export const neighbourHarmed = (failing: Replayable, { rig, whole, output }: Repaired, seen: EndpointAnswer | undefined): Harm => {
  const { scene, request } = failing;
  const before = whole?.before ?? failing.rig;
  const after = whole?.after ?? rig;
  if (output !== undefined || failing.rig.kind === undefined) return { replayed: 0 };
  const neighbours = neighboursOf(before.api, failing.rig.kind, request, seen);
  for (const neighbour of neighbours) {
    const was = replayOn(before, scene, neighbour.request, neighbour.endpoint);
    const is = replayOn(after, scene, neighbour.request, neighbour.endpoint);
    const worse =
      was.kind === 'answered' && is.kind === 'answered' ? worseOff(neighbour, was, is, failing.rig.kind === rig.kind) : undefined;
    if (worse !== undefined) return { replayed: neighbours.length, harmed: `${nameOf(neighbour)} ${worse}` };
  }
  return { replayed: neighbours.length };
};
