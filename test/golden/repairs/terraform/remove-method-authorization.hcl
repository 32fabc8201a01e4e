# REST
# OPTIONS /pets: the other arguments stay.
# Delete authorizer_id and authorization_scopes.
resource "aws_api_gateway_method" "options_pets" {
  authorization    = "NONE"
  api_key_required = false
}

# A deployment is a snapshot: name in its triggers what it has to follow, beside what stands there.
resource "aws_api_gateway_deployment" "pet_store" {
  triggers = {
    "redeployment" = sha1(jsonencode([aws_api_gateway_method.options_pets]))
  }

  lifecycle {
    create_before_destroy = true
  }
}

# HTTP
# This edit is one of REST APIs: HTTP and WebSocket APIs have no methods: set authorizationType NONE on the route.
