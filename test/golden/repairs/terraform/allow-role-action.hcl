# REST
# A resource of its own, beside the policies that the role has.
resource "aws_iam_role_policy" "pets_integration_5a74ad37" {
  name   = "api-gateway-states-StartExecution"
  role   = "pets-integration"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "states:StartExecution", Resource = "arn:aws:states:eu-west-1:111122223333:stateMachine:pets" }] })
}

# HTTP
# A resource of its own, beside the policies that the role has.
resource "aws_iam_role_policy" "pets_integration_5a74ad37" {
  name   = "api-gateway-states-StartExecution"
  role   = "pets-integration"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "states:StartExecution", Resource = "arn:aws:states:eu-west-1:111122223333:stateMachine:pets" }] })
}
