# REST
aws apigateway update-integration \
    --rest-api-id a1b2c3d4e5 \
    --resource-id $(aws apigateway get-resources --rest-api-id a1b2c3d4e5 --region eu-west-1 --query "items[?path=='/pets/{petId}'].id" --output text) \
    --http-method GET \
    --region eu-west-1 \
    --patch-operations '[{"op":"add","path":"/requestTemplates/application~1json","value":"{\"id\": \"$input.params('\''petId'\'')\"}\n"}]'
aws apigateway create-deployment --rest-api-id a1b2c3d4e5 --stage-name prod --region eu-west-1

# HTTP
# HTTP and WebSocket APIs: change request templates where the API is defined.
