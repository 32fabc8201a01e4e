import type { ProxyFlavour } from '../gateway/proxy-output.ts';
import { integrationOf, type Scene } from './scene.ts';

/** Which of AWS's proxy formats the function had to answer in; HTTP APIs take payload 2.0 unless told otherwise. */
export const proxyFlavourOf = (scene: Scene): ProxyFlavour =>
  scene.stage.kind === 'HTTP' ? `HTTP-${integrationOf(scene)?.payloadFormatVersion ?? '2.0'}` : scene.stage.kind;
