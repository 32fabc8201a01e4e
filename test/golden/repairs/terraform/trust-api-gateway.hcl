# REST
# The role arn:aws:iam::111122223333:role/service-role/pets-integration: add this statement to those that stand there.
resource "aws_iam_role" "pets_integration" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "apigateway.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}

# HTTP
# The role arn:aws:iam::111122223333:role/service-role/pets-integration: add this statement to those that stand there.
resource "aws_iam_role" "pets_integration" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "apigateway.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}
