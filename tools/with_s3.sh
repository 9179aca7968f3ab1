#!/usr/bin/env bash
# Run a command with the documents' store set to a throwaway server that speaks S3, on loopback; it goes with the command.
set -euo pipefail
command -v weed >/dev/null || { echo "weed is missing. Run: make env" >&2; exit 1; }
place=$(mktemp -d "${TMPDIR:-/tmp}/dspt-s3.XXXXXX")
mkdir "$place/data"
read -r master master_rpc volume volume_rpc filer filer_rpc s3 s3_rpc other more <<<"$(python3 - <<'P'
import socket
held = [socket.socket() for _ in range(10)]
for each in held:
    each.bind(("127.0.0.1", 0))
print(*(each.getsockname()[1] for each in held))
P
)"
cat > "$place/rights.json" <<'J'
{"identities": [{"name": "dspt", "credentials": [{"accessKey": "dspt-test", "secretKey": "dspt-test-only"}], "actions": ["Admin", "Read", "Write", "List"]}]}
J
weed server -dir="$place/data" -ip=127.0.0.1 -ip.bind=127.0.0.1 -master.telemetry=false \
    -master.port="$master" -master.port.grpc="$master_rpc" -master.volumeSizeLimitMB=256 \
    -volume.port="$volume" -volume.port.grpc="$volume_rpc" -volume.max=16 \
    -filer -filer.port="$filer" -filer.port.grpc="$filer_rpc" \
    -s3 -s3.port="$s3" -s3.port.grpc="$s3_rpc" -s3.port.iceberg="$other" -s3.port.lance="$more" \
    -s3.config="$place/rights.json" >"$place/log" 2>&1 &
server=$!
stop() { # an orderly end takes it many seconds, and nothing of it is kept
    kill -KILL "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    rm -rf "$place"
}
trap stop EXIT
export DSPT_DOCUMENTS_STORE=s3://dspt-documents DSPT_S3_ENDPOINT="http://127.0.0.1:$s3" DSPT_S3_REGION=eu-west-2
export DSPT_S3_ACCESS_KEY=dspt-test DSPT_S3_SECRET_KEY=dspt-test-only
python - <<'P' || { tail -20 "$place/log" >&2; exit 1; }
import os, sys, time
import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
client = boto3.client(
    "s3", endpoint_url=os.environ["DSPT_S3_ENDPOINT"], region_name="eu-west-2",
    aws_access_key_id=os.environ["DSPT_S3_ACCESS_KEY"], aws_secret_access_key=os.environ["DSPT_S3_SECRET_KEY"],
    config=Config(s3={"addressing_style": "path"}, connect_timeout=1, read_timeout=5, retries={"max_attempts": 1}),
)
for _ in range(120):
    try:
        client.create_bucket(Bucket="dspt-documents")
        client.put_object(Bucket="dspt-documents", Key="first", Body=b"x")
        client.delete_object(Bucket="dspt-documents", Key="first")
        sys.exit(0)
    except (BotoCoreError, ClientError) as trouble:
        if "BucketAlready" in str(trouble):
            client.delete_bucket(Bucket="dspt-documents")
        time.sleep(0.25)
sys.exit("the S3 server did not start")
P
export DSPT_TEST_S3_PID=$server
"$@"
