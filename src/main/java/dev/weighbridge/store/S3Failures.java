package dev.weighbridge.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;

import javax.net.ssl.SSLException;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/** What an S3 server answers, or that it does not, in words that tell what to do. No word of them comes from the server but its error code. */
final class S3Failures {

    private static final Set<String> FULL = Set.of("QuotaExceeded", "XMinioStorageFull", "InsufficientStorage", "StorageFull",
            "XMinioAdminBucketQuotaExceeded", "EntityTooLargeForQuota", "InsufficientCapacity");

    private final S3Settings settings;

    /** What happens next, without a full stop. */
    private final String next;

    private S3Failures(S3Settings settings, String next) {
        this.settings = settings;
        this.next = next;
    }

    /** For a node that is not up yet, and stops. */
    static S3Failures atStart(S3Settings settings) {
        return new S3Failures(settings, "The node does not start");
    }

    /** For imports, which wait. */
    static S3Failures atWork(S3Settings settings) {
        return new S3Failures(settings, "It is tried again");
    }

    /** @param tried what was tried, such as "write a part to the store" */
    IngestionException of(String tried, IOException failed) {
        if (failed instanceof S3Refusal refusal) {
            return refused(tried, refusal);
        }
        return unavailable(tried, lost(failed) + ". " + next + "; see that " + settings.server() + " can be reached from here.",
                failed);
    }

    /** @param why and what to do, as the rest of the sentence */
    IngestionException unavailable(String tried, String why) {
        return new IngestionException(FailureKind.STORE_UNAVAILABLE, "Could not " + tried + ": " + why);
    }

    private static IngestionException unavailable(String tried, String why, IOException cause) {
        return new IngestionException(FailureKind.STORE_UNAVAILABLE, "Could not " + tried + ": " + why, cause);
    }

    private IngestionException refused(String tried, S3Refusal refusal) {
        if (refusal.status() == 507 || FULL.contains(refusal.code())) {
            return new IngestionException(FailureKind.STORE_FULL, "Could not " + tried + ": the store is full, or its quota used up. "
                    + "Free space or let the collector run, then add the model again; what is stored already is not fetched again.",
                    refusal);
        }
        if (refusal.is("EntityTooSmall")) {
            return new IngestionException(FailureKind.INTERNAL, "Could not " + tried
                    + ": the server wants larger parts. Raise weighbridge.transfer.part-size, then add the model again.", refusal);
        }
        return unavailable(tried, why(refusal), refusal);
    }

    private String why(S3Refusal refusal) {
        String bucket = "the bucket '" + settings.bucketName() + "'";
        return switch (refusal.code()) {
            case "InvalidAccessKeyId" -> "the server does not know the access key. Check weighbridge.store.s3.access-key." + again();
            case "SignatureDoesNotMatch" ->
                    "the secret key is not the one of the access key. Check weighbridge.store.s3.secret-key." + again();
            case "AuthorizationHeaderMalformed", "AuthorizationQueryParametersError", "InvalidLocationConstraint",
                    "IllegalLocationConstraintException",
                    "PermanentRedirect" ->
                    "the server belongs to another region. Check weighbridge.store.s3.region." + again();
            case "RequestTimeTooSkewed", "RequestExpired" ->
                    "this machine's clock and the server's differ too much. Let a time service set both." + again();
            case "NoSuchBucket" -> bucket + " is not there. Check weighbridge.store.s3.bucket." + again();
            case "NoSuchKey" -> "it is not in " + bucket + "." + again();
            case "InvalidPart", "InvalidPartOrder", "NoSuchUpload" ->
                    "the server no longer has all parts as they were put." + again();
            case "XAmzContentSHA256Mismatch", "InvalidDigest", "MissingContentSHA256", "UnsignedPayload", "UnsignedPayloadNotAllowed" ->
                    "the server takes no bytes that are not signed. Set weighbridge.store.s3.sign-payload=true." + again();
            case "BadDigest" -> "what arrived is not what was sent. See to the network between here and the server." + again();
            default -> byStatus(refusal, bucket);
        };
    }

    private String byStatus(S3Refusal refusal, String bucket) {
        String answer = refusal.getMessage() + ". ";
        return switch (refusal.status()) {
            case 401, 403 ->
                    "the access key may not do this. Allow it to read, write, list and delete objects and multipart uploads in " + bucket
                            + "." + again();
            case 404 -> "it is not in " + bucket + "." + again();
            case 301, 302, 307, 308 -> answer + "Check weighbridge.store.s3.endpoint and region." + again();
            case 429, 503 -> "the server is too busy (" + (refusal.code().isEmpty() ? refusal.status() : refusal.code()) + ")." + again();
            default -> answer + next + "; see the server's log.";
        };
    }

    private String again() {
        return " " + next + ".";
    }

    private static String lost(IOException failed) {
        return switch (failed) {
            case UnknownHostException unknown -> "the server's name is unknown here";
            case SocketTimeoutException silent -> "the server did not answer in time";
            case ConnectionRequestTimeoutException busy -> "all connections to the server stayed in use";
            case NoRouteToHostException unreachable -> "there is no route to the server";
            case ConnectException refused -> "the server refused the connection";
            case SSLException tls -> "no trusted TLS session came about (" + tls.getClass().getSimpleName() + ")";
            case InterruptedIOException stopped -> Thread.currentThread().isInterrupted() ? "the work was interrupted on this node"
                    : "the request took too long, or was broken off";
            default -> "the connection to the server broke (" + failed.getClass().getSimpleName() + ")";
        };
    }
}
