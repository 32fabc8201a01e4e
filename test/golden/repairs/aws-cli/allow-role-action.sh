# REST
aws iam put-role-policy \
    --role-name pets-integration \
    --policy-name api-gateway-states-StartExecution \
    --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"states:StartExecution","Resource":"arn:aws:states:eu-west-1:111122223333:stateMachine:pets"}]}'

# HTTP
aws iam put-role-policy \
    --role-name pets-integration \
    --policy-name api-gateway-states-StartExecution \
    --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"states:StartExecution","Resource":"arn:aws:states:eu-west-1:111122223333:stateMachine:pets"}]}'
