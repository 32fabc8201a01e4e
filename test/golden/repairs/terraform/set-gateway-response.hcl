# REST
# The other arguments stay.
# Delete status_code.
resource "aws_api_gateway_gateway_response" "default_5xx" {
  response_type = "DEFAULT_5XX"
  response_templates = {
    "application/json" = "{\"message\":$context.error.messageString}"
  }
  response_parameters = {
    "gatewayresponse.header.Access-Control-Allow-Origin" = "'*'"
  }
}

# A deployment is a snapshot: name in its triggers what it has to follow, beside what stands there.
resource "aws_api_gateway_deployment" "pet_store" {
  triggers = {
    "redeployment" = sha1(jsonencode([aws_api_gateway_gateway_response.default_5xx]))
  }

  lifecycle {
    create_before_destroy = true
  }
}

# HTTP
# This edit is one of REST APIs: HTTP and WebSocket APIs have no gateway responses.
