# REST
# GET /pets/{petId}: the other arguments stay.
resource "aws_api_gateway_integration" "get_pets_pet_id" {
  uri = "https://$${stageVariables.host}/pets/{petId}"
}

# A deployment is a snapshot: name in its triggers what it has to follow, beside what stands there.
resource "aws_api_gateway_deployment" "pet_store" {
  triggers = {
    "redeployment" = sha1(jsonencode([aws_api_gateway_integration.get_pets_pet_id]))
  }

  lifecycle {
    create_before_destroy = true
  }
}

# HTTP
# The integration behind GET /pets/{petId}: its other arguments stay.
resource "aws_apigatewayv2_integration" "get_pets_pet_id" {
  integration_uri = "https://$${stageVariables.host}/pets/{petId}"
}

# A deployment is a snapshot: name in its triggers what it has to follow, beside what stands there.
resource "aws_apigatewayv2_deployment" "pet_store" {
  triggers = {
    "redeployment" = sha1(jsonencode([aws_apigatewayv2_integration.get_pets_pet_id]))
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Where the stage has auto_deploy = true, no deployment of its own is needed.
