# REST
# A resource of its own.
resource "aws_api_gateway_method_response" "get_pets_pet_id_404" {
  rest_api_id = aws_api_gateway_method.get_pets_pet_id.rest_api_id
  resource_id = aws_api_gateway_method.get_pets_pet_id.resource_id
  http_method = aws_api_gateway_method.get_pets_pet_id.http_method
  status_code = "404"
}

# A deployment is a snapshot: name in its triggers what it has to follow, beside what stands there.
resource "aws_api_gateway_deployment" "pet_store" {
  triggers = {
    "redeployment" = sha1(jsonencode([aws_api_gateway_method_response.get_pets_pet_id_404]))
  }

  lifecycle {
    create_before_destroy = true
  }
}

# HTTP
# This edit is one of REST APIs: HTTP and WebSocket APIs have no method responses.
