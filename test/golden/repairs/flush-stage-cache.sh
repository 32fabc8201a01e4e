aws apigateway flush-stage-cache --rest-api-id a1b2c3d4e5 --stage-name prod --region eu-west-1

# Only REST APIs have a stage cache: make this change where the API is defined.
