# REST
aws apigateway flush-stage-cache --rest-api-id a1b2c3d4e5 --stage-name prod --region eu-west-1

# HTTP
# HTTP and WebSocket APIs: change caching where the API is defined.
