import type { Scene } from '../causes/scene.ts';
import type { NextQuery } from '../model/diagnosis.ts';

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const regionFlag = (region: string | undefined): string => (region === undefined ? '' : ` --region ${quote(region)}`);

/** The look-up that would decide, for a request that left too little: its own execution log, or the logging that would have written one. */
export const nextQuery = ({ observation, stage }: Scene): NextQuery => {
  const api = stage.apiId ?? 'API_ID';
  const name = stage.settings.stageName ?? 'STAGE';
  const region = regionFlag(stage.region);
  if (stage.kind === 'HTTP') {
    return {
      why: 'An HTTP API writes no execution log; its access log names the failure when the format holds $context.integrationErrorMessage.',
      command: `aws apigatewayv2 get-stage --api-id ${quote(api)} --stage-name ${quote(name)} --query AccessLogSettings${region}`,
    };
  }
  if (observation.events.length === 0 && observation.requestId !== undefined) {
    return {
      why: 'The execution log of this very request decides between them.',
      command: `aws logs filter-log-events --log-group-name ${quote(`API-Gateway-Execution-Logs_${api}/${name}`)} --filter-pattern ${quote(`"${observation.requestId}"`)}${region}`,
    };
  }
  return {
    why: 'The failure line of the execution log decides between them.',
    command: `aws logs filter-log-events --log-group-name ${quote(`API-Gateway-Execution-Logs_${api}/${name}`)} --filter-pattern ${quote('?"Execution failed" ?"Lambda execution failed" ?"Lambda invocation failed"')}${region}`,
  };
};
