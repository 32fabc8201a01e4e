# REST
# GET /pets/{petId}: the other arguments stay.
resource "aws_api_gateway_method_response" "get_pets_pet_id_200" {
  response_parameters = {
    "method.response.header.Access-Control-Allow-Origin" = false
  }
}

# GET /pets/{petId}: the other arguments stay.
resource "aws_api_gateway_integration_response" "get_pets_pet_id_200" {
  response_parameters = {
    "method.response.header.Access-Control-Allow-Origin" = "'*'"
  }
}

# A deployment is a snapshot: name in its triggers what it has to follow, beside what stands there.
resource "aws_api_gateway_deployment" "pet_store" {
  triggers = {
    "redeployment" = sha1(jsonencode([aws_api_gateway_method_response.get_pets_pet_id_200, aws_api_gateway_integration_response.get_pets_pet_id_200]))
  }

  lifecycle {
    create_before_destroy = true
  }
}

# HTTP
# This edit is one of REST APIs: HTTP and WebSocket APIs have no method responses: headers stand in the CORS configuration or in responseParameters.
