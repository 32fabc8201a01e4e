import { type CompiledStage, compileStage } from '../../../shared/gateway/compile-stage.ts';
import type { ApiSnapshot } from '../../../shared/model/api.ts';
import { readExport } from '../../../shared/stage/export-reader.ts';
import { readStageSettings } from '../../../shared/stage/stage-settings.ts';

type Raw = Readonly<Record<string, unknown>>;

/** One stage of an API that a gateway of the lab serves. */
export interface StageDefinition {
  /** GetExport's document (`oas30` or `swagger`) with the apigateway extensions: what the stage runs. */
  readonly document: Raw;
  /** GetStage's answer: the settings that are not versioned. */
  readonly stage: Raw & { readonly stageName: string };
}

export interface ApiIdentity {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly account: string;
}

export interface ServedStage {
  readonly definition: StageDefinition;
  readonly api: ApiSnapshot;
  readonly compiled: CompiledStage;
}

export const serveStage = ({ id, region, account }: ApiIdentity, definition: StageDefinition): ServedStage => {
  const api = readExport(definition.document);
  const settings = { ...readStageSettings(definition.stage), stageName: definition.stage.stageName };
  return { definition, api, compiled: compileStage(api, settings, { apiId: id, region, account }) };
};
