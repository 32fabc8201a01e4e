# REST
aws lambda update-function-configuration --function-name pets-get --timeout 10 --region eu-west-1

# HTTP
aws lambda update-function-configuration --function-name pets-get --timeout 10 --region eu-west-1
