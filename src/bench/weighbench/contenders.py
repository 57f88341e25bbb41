"""The peers as data. A script runs in an empty folder; what it may name is in its environment:

URL the workload's folder at the origin, ending with a slash; FILE its first path and LIST all; MODELS its models' folders; SUMS and SHA256SUMS its
digests as openssl -r and coreutils print them; CURL and ARIA the same as an input file of these programs; BATCH files per process of a second pass;
SCRATCH an empty folder; S3 and BUCKET the store; ORIGIN the files themselves (for the ceilings only). rclone knows the remotes origin: and store:."""
import shutil
from dataclasses import dataclass

ALL = ("W1", "W2", "W3", "W4")
LARGE = ("W1", "W2")
SMALL = ("W3", "W4")
S3 = ("null", "s3proxy")
NOTHING, SECOND_PASS, PASSING = "nothing", "SHA-256, second pass", "SHA-256, while it passes"
MD5_OF_PARTS = "MD5 of large files' parts"
SUMS_OF_PARTS = "checksums of parts"


@dataclass(frozen=True)
class Peer:
    """ceiling: moves a local file and shows what the store can take, not what it takes to import."""
    name: str
    verifies: str
    stores: tuple
    workloads: tuple
    needs: tuple
    script: str
    ceiling: bool = False

    def missing(self):
        absent = [program for program in self.needs if not shutil.which(program)]
        return f"{', '.join(absent)} not installed" if absent else None


FETCH = 'curl -sSfZ --no-progress-meter --parallel-max 16 -K "$CURL"'
SECOND = """xargs -d '\\n' -P2 -n "$BATCH" openssl dgst -sha256 -r < "$LIST" | sort -k2 | diff - <(sort -k2 "$SUMS") >&2"""
SECOND_PASS_OF_CURL = f"{FETCH}; {SECOND}"

TEE = """\
one() { sum=$(curl -sSf "$URL$1" | tee "$1" | openssl dgst -sha256 -r); printf '%s *%s\\n' "${sum%% *}" "$1"; }
export -f one
if grep -q / "$LIST"; then sed 's,/[^/]*$,,' "$LIST" | sort -u | xargs mkdir -p; fi
xargs -d '\\n' -P2 -I{} bash -o pipefail -euc 'one {}' < "$LIST" | sort -k2 | diff - <(sort -k2 "$SUMS") >&2"""

AWS = 'aws --endpoint-url "$S3" s3 cp --no-progress --only-show-errors'

PIPE_TO_AWS = f'curl -sSf "$URL$FILE" | {AWS} - "s3://$BUCKET/$FILE"'

# The side pipe has a name: bash would not wait for one without, and its CPU time would not be counted.
TEE_TO_AWS = f"""\
cd "$SCRATCH"; mkfifo side; openssl dgst -sha256 -r < side > sum &
curl -sSf "$URL$FILE" | tee side | {AWS} - "s3://$BUCKET/$FILE"
wait $!; sed "s,stdin,$FILE," sum | diff - "$SUMS" >&2"""

RCLONE = "rclone copy --transfers 16 --checkers 16"

STAGED = f'cd "$SCRATCH"; {FETCH}; {SECOND}; '

PEERS = [
    Peer("curl", NOTHING, ("local",), ALL, ("curl",), FETCH),
    Peer("curl, then openssl", SECOND_PASS, ("local",), ALL, ("curl", "openssl"), SECOND_PASS_OF_CURL),
    Peer("curl | tee | openssl", PASSING, ("local",), ("W1", "W2", "W3"), ("curl", "openssl"), TEE),
    Peer("aria2c -x8 with checksums", SECOND_PASS, ("local",), ALL, ("aria2c",),
         'aria2c -q -j16 -x8 -s8 --file-allocation=falloc --no-conf -i "$ARIA"'),
    Peer("rclone copy", NOTHING, ("local",), ALL, ("rclone",), f"{RCLONE} origin: ."),
    Peer("rclone copy, then rclone checksum", SECOND_PASS, ("local",), ALL, ("rclone",),
         f'{RCLONE} origin: . && rclone checksum sha256 "$SHA256SUMS" .'),
    Peer("rclone copy, a process per model", NOTHING, ("local",), ("W4",), ("rclone",),
         f"xargs -P8 -I{{}} {RCLONE} origin:{{}} {{}} < \"$MODELS\""),
    Peer("npm hub client", NOTHING, ("local",), ALL, ("node",), 'HUB_CACHE=$PWD node "$SNAPSHOT" $HUB_MODELS'),
    Peer("npm hub client, a process per model", NOTHING, ("local",), ("W4",), ("node",),
         'HUB_CACHE=$PWD xargs -P8 -I{} node "$SNAPSHOT" {} < "$MODELS"'),

    Peer("rclone copy", MD5_OF_PARTS, S3, LARGE, ("rclone",), f'{RCLONE} origin: "store:$BUCKET"'),
    Peer("rclone copy", NOTHING, S3, SMALL, ("rclone",), f'{RCLONE} origin: "store:$BUCKET"'),
    Peer("rclone copy, then rclone checksum", "SHA-256, read back", ("s3proxy",), ALL, ("rclone",),
         f'{RCLONE} origin: "store:$BUCKET" && rclone checksum sha256 --download "$SHA256SUMS" "store:$BUCKET"'),
    Peer("rclone copy, a process per model", NOTHING, S3, ("W4",), ("rclone",),
         f'xargs -P8 -I{{}} {RCLONE} origin:{{}} "store:$BUCKET/{{}}" < "$MODELS"'),
    Peer("curl | awscli", SUMS_OF_PARTS, S3, ("W1",), ("curl", "aws"), PIPE_TO_AWS),
    Peer("curl | tee | openssl, awscli", PASSING, S3, ("W1",), ("curl", "openssl", "aws"), TEE_TO_AWS),
    Peer("curl to disk, openssl, awscli", SECOND_PASS, S3, ALL, ("curl", "openssl", "aws"), STAGED + f'{AWS} --recursive . "s3://$BUCKET"'),
    Peer("curl to disk, openssl, rclone", SECOND_PASS, S3, ALL, ("curl", "openssl", "rclone"),
         STAGED + f'{RCLONE} --s3-disable-checksum . "store:$BUCKET"'),

    Peer("no source: raw parts of the local file", NOTHING, S3, ("W1",), (), '"$PYTHON" "$RAWPUT" "$S3" "$BUCKET" raw "$ORIGIN/$FILE"', True),
    Peer("no source: awscli of local files", SUMS_OF_PARTS, S3, ALL, ("aws",), f'{AWS} --recursive "$ORIGIN" "s3://$BUCKET"', True),
    Peer("no source: rclone of local files", MD5_OF_PARTS, S3, ALL, ("rclone",),
         f'{RCLONE} --s3-disable-checksum "$ORIGIN" "store:$BUCKET"', True),
]


def peers_for(store, workload):
    return [peer for peer in PEERS if store in peer.stores and workload in peer.workloads]
