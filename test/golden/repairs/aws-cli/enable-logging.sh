# REST
# The account needs a CloudWatch role, once per Region: aws apigateway get-account
aws apigateway update-stage \
    --rest-api-id a1b2c3d4e5 \
    --stage-name prod \
    --region eu-west-1 \
    --patch-operations 'op=replace,path=/*/*/logging/loglevel,value=ERROR'

# HTTP
aws logs create-log-group --log-group-name /aws/apigateway/pet-store-prod --region eu-west-1
aws apigatewayv2 update-stage \
    --api-id a1b2c3d4e5 \
    --stage-name prod \
    --region eu-west-1 \
    --access-log-settings "DestinationArn=arn:aws:logs:eu-west-1:111122223333:log-group:/aws/apigateway/pet-store-prod,Format='{\"requestId\":\"\$context.requestId\",\"extendedRequestId\":\"\$context.extendedRequestId\",\"requestTimeEpoch\":\"\$context.requestTimeEpoch\",\"httpMethod\":\"\$context.httpMethod\",\"path\":\"\$context.path\",\"status\":\"\$context.status\",\"error.message\":\"\$context.error.message\",\"error.responseType\":\"\$context.error.responseType\",\"integration.error\":\"\$context.integration.error\",\"integration.status\":\"\$context.integration.status\",\"integration.integrationStatus\":\"\$context.integration.integrationStatus\",\"integration.latency\":\"\$context.integration.latency\",\"integration.requestId\":\"\$context.integration.requestId\",\"responseLatency\":\"\$context.responseLatency\",\"authorizer.error\":\"\$context.authorizer.error\",\"routeKey\":\"\$context.routeKey\"}'"
