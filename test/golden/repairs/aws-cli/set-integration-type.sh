# REST
# Writes the whole integration anew: add its credentials, connection and timeout if they are set.
aws apigateway put-integration \
    --rest-api-id a1b2c3d4e5 \
    --resource-id $(aws apigateway get-resources --rest-api-id a1b2c3d4e5 --region eu-west-1 --query "items[?path=='/pets/{petId}'].id" --output text) \
    --http-method GET \
    --type AWS_PROXY \
    --integration-http-method POST \
    --uri $(aws apigateway get-integration --rest-api-id a1b2c3d4e5 --resource-id $(aws apigateway get-resources --rest-api-id a1b2c3d4e5 --region eu-west-1 --query "items[?path=='/pets/{petId}'].id" --output text) --http-method GET --region eu-west-1 --query uri --output text) \
    --region eu-west-1
aws apigateway create-deployment --rest-api-id a1b2c3d4e5 --stage-name prod --region eu-west-1

# HTTP
# HTTP and WebSocket APIs: change the type of the integration where the API is defined.
