# REST
# The stage prod: its other arguments stay.
resource "aws_api_gateway_stage" "prod" {
  variables = {
    "host" = "pets.example.com"
  }
}

# HTTP
# The stage prod: its other arguments stay.
resource "aws_apigatewayv2_stage" "prod" {
  stage_variables = {
    "host" = "pets.example.com"
  }
}
