# REST
aws apigateway update-method \
    --rest-api-id a1b2c3d4e5 \
    --resource-id $(aws apigateway get-resources --rest-api-id a1b2c3d4e5 --region eu-west-1 --query "items[?path=='/pets'].id" --output text) \
    --http-method OPTIONS \
    --region eu-west-1 \
    --patch-operations op=replace,path=/authorizationType,value=NONE op=replace,path=/apiKeyRequired,value=false
aws apigateway create-deployment --rest-api-id a1b2c3d4e5 --stage-name prod --region eu-west-1

# HTTP
# HTTP and WebSocket APIs: change the authorization of the route where the API is defined.
