# REST
aws apigateway update-rest-api \
    --rest-api-id a1b2c3d4e5 \
    --region eu-west-1 \
    --patch-operations 'op=add,path=/binaryMediaTypes/image~1png'
aws apigateway create-deployment --rest-api-id a1b2c3d4e5 --stage-name prod --region eu-west-1

# HTTP
# HTTP and WebSocket APIs: change what is binary where the API is defined.
