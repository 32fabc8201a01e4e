# REST
# GET /pets/{petId}: the other arguments stay.
resource "aws_api_gateway_integration_response" "get_pets_pet_id_200" {
  response_templates = {
    "application/json" = "#set($pet = $input.path('$'))\n{\n  \"name\": $input.json('$.name')\n}\n"
  }
}

# A deployment is a snapshot: name in its triggers what it has to follow, beside what stands there.
resource "aws_api_gateway_deployment" "pet_store" {
  triggers = {
    "redeployment" = sha1(jsonencode([aws_api_gateway_integration_response.get_pets_pet_id_200]))
  }

  lifecycle {
    create_before_destroy = true
  }
}

# HTTP
# This edit is one of REST APIs: HTTP and WebSocket APIs have no response templates of this form.
