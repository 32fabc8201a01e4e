# REST
# No resource flushes a cache; after the apply:
# aws apigateway flush-stage-cache --rest-api-id a1b2c3d4e5 --stage-name prod --region eu-west-1

# HTTP
# This edit is one of REST APIs: HTTP and WebSocket APIs have no cache.
