# REST
# GET /pets/{petId}: the other arguments stay.
resource "aws_api_gateway_integration" "get_pets_pet_id" {
  content_handling = "CONVERT_TO_TEXT"
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
# This edit is one of REST APIs: HTTP and WebSocket APIs have no content handling of this form.
