# REST
# The function pets-get: its other arguments stay.
resource "aws_lambda_function" "pets_get" {
  timeout = 10
}

# HTTP
# The function pets-get: its other arguments stay.
resource "aws_lambda_function" "pets_get" {
  timeout = 10
}
