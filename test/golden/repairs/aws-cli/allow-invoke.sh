# REST
aws lambda add-permission \
    --function-name arn:aws:lambda:eu-west-1:111122223333:function:pets-get:live \
    --statement-id apigateway-a1b2c3d4e5-any-GET-pets-any \
    --action lambda:InvokeFunction \
    --principal apigateway.amazonaws.com \
    --source-arn 'arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/*/GET/pets/*' \
    --region eu-west-1

# HTTP
aws lambda add-permission \
    --function-name arn:aws:lambda:eu-west-1:111122223333:function:pets-get:live \
    --statement-id apigateway-a1b2c3d4e5-any-GET-pets-any \
    --action lambda:InvokeFunction \
    --principal apigateway.amazonaws.com \
    --source-arn 'arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/*/GET/pets/*' \
    --region eu-west-1
