aws apigateway update-rest-api \
    --rest-api-id a1b2c3d4e5 \
    --region eu-west-1 \
    --patch-operations 'op=remove,path=/binaryMediaTypes/*~1*'
aws apigateway create-deployment --rest-api-id a1b2c3d4e5 --stage-name prod --region eu-west-1

# Only REST APIs have a list of binary media types: make this change where the API is defined.
# Not needed where the stage deploys by itself (autoDeploy).
aws apigatewayv2 create-deployment --api-id a1b2c3d4e5 --stage-name prod --region eu-west-1
