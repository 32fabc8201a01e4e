# REST
aws apigateway create-deployment --rest-api-id a1b2c3d4e5 --stage-name prod --region eu-west-1

# HTTP
# Not needed where the stage deploys by itself (autoDeploy).
aws apigatewayv2 create-deployment --api-id a1b2c3d4e5 --stage-name prod --region eu-west-1
