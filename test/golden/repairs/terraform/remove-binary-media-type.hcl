# REST
# Delete "*/*" from binary_media_types.
resource "aws_api_gateway_rest_api" "pet_store" {
}

# A deployment is a snapshot: name in its triggers what it has to follow, beside what stands there.
resource "aws_api_gateway_deployment" "pet_store" {
  triggers = {
    "redeployment" = sha1(jsonencode([aws_api_gateway_rest_api.pet_store]))
  }

  lifecycle {
    create_before_destroy = true
  }
}

# HTTP
# This edit is one of REST APIs: HTTP and WebSocket APIs have no list of binary media types.
