# REST
# A header has to be declared on the method response first ("false": not required).
aws apigateway update-method-response \
    --rest-api-id a1b2c3d4e5 \
    --resource-id $(aws apigateway get-resources --rest-api-id a1b2c3d4e5 --region eu-west-1 --query "items[?path=='/pets/{petId}'].id" --output text) \
    --http-method GET \
    --status-code 200 \
    --region eu-west-1 \
    --patch-operations op=add,path=/responseParameters/method.response.header.Access-Control-Allow-Origin,value=false
aws apigateway update-integration-response \
    --rest-api-id a1b2c3d4e5 \
    --resource-id $(aws apigateway get-resources --rest-api-id a1b2c3d4e5 --region eu-west-1 --query "items[?path=='/pets/{petId}'].id" --output text) \
    --http-method GET \
    --status-code 200 \
    --region eu-west-1 \
    --patch-operations '[{"op":"add","path":"/responseParameters/method.response.header.Access-Control-Allow-Origin","value":"'\''*'\''"}]'
aws apigateway create-deployment --rest-api-id a1b2c3d4e5 --stage-name prod --region eu-west-1

# HTTP
# HTTP and WebSocket APIs: change response headers and CORS where the API is defined.
