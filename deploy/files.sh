#!/bin/sh
# An S3-compatible store on one volume; nobody without the key may read.
set -eu
: "${S3_ACCESS_KEY:?set it in the env file}" "${S3_SECRET_KEY:?set it in the env file}"
umask 077
cat > /tmp/s3.json <<JSON
{ "identities": [{ "name": "quanliu", "credentials": [{ "accessKey": "$S3_ACCESS_KEY", "secretKey": "$S3_SECRET_KEY" }], "actions": ["Admin", "Read", "Write", "List"] }] }
JSON
exec weed server -dir=/data -s3 -s3.config=/tmp/s3.json -ip.bind=0.0.0.0
