import { readObject } from '../../../shared/diagnosis/replay/read-object.ts';
import { readReplayStage } from '../../../shared/diagnosis/replay/read-stage.ts';
import { isRecord } from '../../../shared/lib/json.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import type { ApiIdentity, StageDefinition } from '../gateway/served-stage.ts';
import { LAB_ACCOUNT } from '../lab.ts';

/** A user's export, ready to be served. */
export interface OwnApi {
  readonly api: ApiIdentity;
  readonly definition: StageDefinition;
  readonly methodCount: number;
}

/** An export says nothing of the stage's settings: everything is logged, for that is what tells a cause. */
const SETTINGS = { methodSettings: { '*/*': { loggingLevel: 'INFO', dataTraceEnabled: true } } } as const;

/** GetExport's text → the API and its one stage. The failure is one sentence without the file's name. */
export const readOwnApi = (text: string, wantedStage: string | undefined): Result<OwnApi, string> => {
  const stage = readReplayStage(text);
  if (!stage.ok) return stage;
  const document = readObject(text);
  if (!document.ok) return document;
  const { value } = document;
  if (!('openapi' in value || 'swagger' in value)) return err('It is an incident file: the lab serves the OpenAPI export of an API.');
  const { place, settings, api } = stage.value;
  const name = isRecord(value.info) && typeof value.info.title === 'string' ? value.info.title : 'api';
  return ok({
    api: { id: place.apiId ?? 'lab0000000', name, region: place.region ?? 'us-east-1', account: LAB_ACCOUNT },
    definition: { document: value, stage: { stageName: wantedStage ?? settings.stageName ?? 'prod', ...SETTINGS } },
    methodCount: api.methods.length,
  });
};
