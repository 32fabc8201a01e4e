# REST
aws apigateway update-rest-api \
    --rest-api-id a1b2c3d4e5 \
    --region eu-west-1 \
    --patch-operations 'op=remove,path=/binaryMediaTypes/*~1*'
aws apigateway create-deployment --rest-api-id a1b2c3d4e5 --stage-name prod --region eu-west-1

# HTTP
# HTTP and WebSocket APIs: change what is binary where the API is defined.
