# REST
# The account needs a CloudWatch role, once per Region: aws_api_gateway_account.
resource "aws_api_gateway_method_settings" "prod" {
  rest_api_id = aws_api_gateway_rest_api.pet_store.id
  stage_name  = aws_api_gateway_stage.prod.stage_name
  method_path = "*/*"

  settings {
    logging_level = "ERROR"
  }
}

# HTTP
resource "aws_cloudwatch_log_group" "access_log" {
  retention_in_days = 30
}

# The stage prod: its other arguments stay.
resource "aws_apigatewayv2_stage" "prod" {
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access_log.arn
    format          = "{\"requestId\":\"$context.requestId\",\"extendedRequestId\":\"$context.extendedRequestId\",\"requestTimeEpoch\":\"$context.requestTimeEpoch\",\"httpMethod\":\"$context.httpMethod\",\"path\":\"$context.path\",\"status\":\"$context.status\",\"error.message\":\"$context.error.message\",\"error.responseType\":\"$context.error.responseType\",\"integration.error\":\"$context.integration.error\",\"integration.status\":\"$context.integration.status\",\"integration.integrationStatus\":\"$context.integration.integrationStatus\",\"integration.latency\":\"$context.integration.latency\",\"integration.requestId\":\"$context.integration.requestId\",\"responseLatency\":\"$context.responseLatency\",\"authorizer.error\":\"$context.authorizer.error\",\"routeKey\":\"$context.routeKey\"}"
  }
}
