# REST
# A key parameter has to be declared on the method first ("false": not required).
aws apigateway update-method \
    --rest-api-id a1b2c3d4e5 \
    --resource-id $(aws apigateway get-resources --rest-api-id a1b2c3d4e5 --region eu-west-1 --query "items[?path=='/pets/{petId}'].id" --output text) \
    --http-method GET \
    --region eu-west-1 \
    --patch-operations op=add,path=/requestParameters/method.request.path.petId,value=false op=add,path=/requestParameters/method.request.querystring.page,value=false
aws apigateway update-integration \
    --rest-api-id a1b2c3d4e5 \
    --resource-id $(aws apigateway get-resources --rest-api-id a1b2c3d4e5 --region eu-west-1 --query "items[?path=='/pets/{petId}'].id" --output text) \
    --http-method GET \
    --region eu-west-1 \
    --patch-operations op=add,path=/cacheKeyParameters/method.request.path.petId op=add,path=/cacheKeyParameters/method.request.querystring.page
aws apigateway create-deployment --rest-api-id a1b2c3d4e5 --stage-name prod --region eu-west-1

# HTTP
# HTTP and WebSocket APIs: change caching where the API is defined.
