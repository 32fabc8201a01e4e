import { mapBasePath } from '../../gateway/base-path.ts';
import type { GatewayRequest } from '../../gateway/exchange.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { ReplayStage } from './read-stage.ts';

/** The request as it reaches this stage: behind the base path of its custom domain. The failure says who answers in the stage's place. */
export const settleDomain = ({ domains, place, settings }: ReplayStage, request: GatewayRequest): Result<GatewayRequest, string> => {
  const mapped = mapBasePath(domains, request);
  const { path } = request;
  switch (mapped.kind) {
    case 'no-domain':
      return ok(request);
    case 'reserved':
      return err(`API Gateway keeps ${path} of ${mapped.domainName} for itself: no stage sees the request.`);
    case 'forbidden':
      return err(`${mapped.domainName} maps no base path to ${path}: API Gateway answers 403 Forbidden, and no stage sees the request.`);
    case 'stage': {
      const { apiId, stageName } = mapped.mapping;
      const isThis = apiId === (place.apiId ?? apiId) && stageName === (settings.stageName ?? stageName);
      return isThis
        ? ok(mapped.request)
        : err(`Its domains give ${path} to API ${apiId}, stage ${stageName}: this stage never sees the request.`);
    }
  }
};
