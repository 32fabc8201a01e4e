import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { logger, metrics } from './composition/telemetry.ts';
import { answerRecord } from './diagnose/answer-record.ts';

const report = async (record: SQSRecord, context: Context): Promise<void> => {
  try {
    await answerRecord(record, context);
  } catch (error) {
    logger.error('message failed', { messageId: record.messageId, error: error instanceof Error ? error : String(error) });
    throw error;
  }
};

/** Queue → evidence → diagnosis → every channel. Each message succeeds or comes again on its own. */
export const handler = middy<SQSEvent, SQSBatchResponse>()
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .use(logMetrics(metrics))
  .handler(
    (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
      processPartialResponse(event, (record: SQSRecord) => report(record, context), new BatchProcessor(EventType.SQS), {
        context,
        processInParallel: false,
        throwOnFullBatchFailure: false,
      }),
  );
