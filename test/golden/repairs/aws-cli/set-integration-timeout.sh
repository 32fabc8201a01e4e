# REST
aws apigateway update-integration \
    --rest-api-id a1b2c3d4e5 \
    --resource-id $(aws apigateway get-resources --rest-api-id a1b2c3d4e5 --region eu-west-1 --query "items[?path=='/pets/{petId}'].id" --output text) \
    --http-method GET \
    --region eu-west-1 \
    --patch-operations op=replace,path=/timeoutInMillis,value=29000
aws apigateway create-deployment --rest-api-id a1b2c3d4e5 --stage-name prod --region eu-west-1

# HTTP
aws apigatewayv2 update-integration \
    --api-id a1b2c3d4e5 \
    --integration-id $(basename $(aws apigatewayv2 get-routes --api-id a1b2c3d4e5 --region eu-west-1 --query "Items[?RouteKey=='GET /pets/{petId}'].Target" --output text)) \
    --timeout-in-millis 29000 \
    --region eu-west-1
# Not needed where the stage deploys by itself (autoDeploy).
aws apigatewayv2 create-deployment --api-id a1b2c3d4e5 --stage-name prod --region eu-west-1
