"""The AWS files of the cases: every kind of profile, valid and invalid, in one file and in both."""

# HOME stands for the home's path.
CONFIG = """\
[default]
region = us-east-1
output = yaml

[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-central-1

[profile sso]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = developer
region = eu-west-1

[profile legacy]
sso_start_url = https://old.awsapps.com/start
sso_region = eu-west-3
sso_account_id = 111122223333
sso_role_name = reader

[profile keys]
aws_access_key_id = AKIACONFIGFILEKEYS01
aws_secret_access_key = wJalrXUtnFEMI1
aws_account_id = 444455556666
region = eu-west-2

[profile both]
aws_access_key_id = AKIACONFIGFILEBOTH02
aws_secret_access_key = wJalrXUtnFEMI2
region = eu-west-2
output = text

[profile role]
role_arn = arn:aws:iam::444455556666:role/tester
source_profile = keys

[profile role-of-sso]
role_arn = arn:aws:iam::444455556666:role/tester
source_profile = sso

[profile role-of-role]
role_arn = arn:aws:iam::777788889999:role/second
source_profile = role

[profile role-of-itself]
role_arn = arn:aws:iam::444455556666:role/tester
source_profile = role-of-itself
aws_access_key_id = AKIACONFIGFILESELF03
aws_secret_access_key = wJalrXUtnFEMI3

[profile role-of-keyed-role]
role_arn = arn:aws:iam::777788889999:role/second
source_profile = role-of-itself

[profile role-of-environment]
role_arn = arn:aws:iam::444455556666:role/tester
credential_source = Environment

[profile role-of-container]
role_arn = arn:aws:iam::444455556666:role/tester
credential_source = EcsContainer

[profile role-of-instance]
role_arn = arn:aws:iam::444455556666:role/tester
credential_source = Ec2InstanceMetadata

[profile role-of-nothing]
role_arn = arn:aws:iam::444455556666:role/tester

[profile role-of-nobody]
role_arn = arn:aws:iam::444455556666:role/tester
source_profile = nobody

[profile circle]
role_arn = arn:aws:iam::444455556666:role/tester
source_profile = circle-back
[profile circle-back]
role_arn = arn:aws:iam::444455556666:role/tester
source_profile = circle

[profile pod]
role_arn = arn:aws:iam::444455556666:role/pod
web_identity_token_file = HOME/token

[profile process]
credential_process = HOME/keys

[profile process-and-keys]
credential_process = HOME/keys
aws_access_key_id = AKIACONFIGFILEPROC04
aws_secret_access_key = wJalrXUtnFEMI4

[profile sso-and-keys]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = developer
aws_access_key_id = AKIACONFIGFILESSOK05
aws_secret_access_key = wJalrXUtnFEMI5

[profile login]
login_session = arn:aws:iam::111122223333:user/ann

[profile half]
aws_access_key_id = AKIACONFIGFILEHALF06

[profile split]
aws_secret_access_key = wJalrXUtnFEMI10

[profile sso-alone]
sso_session = corp

[profile sso-lost]
sso_session = nowhere
sso_account_id = 111122223333
sso_role_name = developer

[profile settings]
endpoint_url = http://profile.example.com:4566
ca_bundle = /etc/profile.pem
retry_mode = adaptive
max_attempts = 7
use_fips_endpoint = true
use_dualstack_endpoint = true
ec2_metadata_service_endpoint = http://imds.example.com

[profile services]
endpoint_url = http://profile.example.com:4566
services = local

[services local]
s3 =
  endpoint_url = http://s3.example.com
ec2 =
  # A comment, so that lines are counted.
  endpoint_url = http://ec2.example.com

[profile services-lost]
services = nowhere

[profile deaf]
endpoint_url = http://profile.example.com:4566
ignore_configured_endpoint_urls = true

[profile ipv6]
ec2_metadata_service_endpoint_mode = IPv6

[profile legacy-retries]
retry_mode = legacy

[profile empty]
region =
output =
"""

CREDENTIALS = """\
[both]
aws_access_key_id = AKIACREDENTIALSBOTH7
aws_secret_access_key = wJalrXUtnFEMI7
region = ap-south-1

[split]
aws_access_key_id = AKIACREDENTIALSSPL11

[credentials-only]
aws_access_key_id = AKIACREDENTIALSONLY8
aws_secret_access_key = wJalrXUtnFEMI8

[process]
region = sa-east-1

[process-and-both]
aws_access_key_id = AKIACREDENTIALSPROC9
aws_secret_access_key = wJalrXUtnFEMI9
credential_process = HOME/keys
"""
