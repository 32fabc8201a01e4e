# REST
# Nothing in the configuration changes, so the deployment has to be replaced by hand: terraform apply -replace=aws_api_gateway_deployment.pet_store

# HTTP
# Where the stage has auto_deploy = true, no deployment of its own is needed.

# Nothing in the configuration changes, so the deployment has to be replaced by hand: terraform apply -replace=aws_apigatewayv2_deployment.pet_store
