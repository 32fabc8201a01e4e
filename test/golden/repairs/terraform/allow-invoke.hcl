# REST
# A resource of its own, beside the permissions that you have. It is live without a deployment.
resource "aws_lambda_permission" "pets_get_6dd9910e" {
  action        = "lambda:InvokeFunction"
  function_name = "arn:aws:lambda:eu-west-1:111122223333:function:pets-get:live"
  principal     = "apigateway.amazonaws.com"
  source_arn    = "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/*/GET/pets/*"
}

# HTTP
# A resource of its own, beside the permissions that you have. It is live without a deployment.
resource "aws_lambda_permission" "pets_get_6dd9910e" {
  action        = "lambda:InvokeFunction"
  function_name = "arn:aws:lambda:eu-west-1:111122223333:function:pets-get:live"
  principal     = "apigateway.amazonaws.com"
  source_arn    = "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/*/GET/pets/*"
}
