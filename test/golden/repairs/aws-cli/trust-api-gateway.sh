# REST
# A trust policy is written as a whole: read it, add the statement, write it back. The statement:
# {
#   "Effect": "Allow",
#   "Principal": {
#     "Service": "apigateway.amazonaws.com"
#   },
#   "Action": "sts:AssumeRole"
# }
aws iam get-role --role-name pets-integration --query Role.AssumeRolePolicyDocument > trust.json
aws iam update-assume-role-policy --role-name pets-integration --policy-document file://trust.json

# HTTP
# A trust policy is written as a whole: read it, add the statement, write it back. The statement:
# {
#   "Effect": "Allow",
#   "Principal": {
#     "Service": "apigateway.amazonaws.com"
#   },
#   "Action": "sts:AssumeRole"
# }
aws iam get-role --role-name pets-integration --query Role.AssumeRolePolicyDocument > trust.json
aws iam update-assume-role-policy --role-name pets-integration --policy-document file://trust.json
