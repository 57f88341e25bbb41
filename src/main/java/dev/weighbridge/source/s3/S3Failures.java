package dev.weighbridge.source.s3;

import java.util.Set;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;

/** What a server's refusals mean, in words that tell what to do. Of the server's own words only its code and its region are shown. */
final class S3Failures {

    private static final Set<String> PACED = Set.of("SlowDown", "SlowDownRead", "TooManyRequests", "RequestLimitExceeded", "ServerBusy");

    private final S3Place place;

    private final boolean isSigned;

    /** @param isSigned whether requests go out with keys */
    S3Failures(S3Place place, boolean isSigned) {
        this.place = place;
        this.isSigned = isSigned;
    }

    /** @param tried such as "list" */
    IngestionException of(String tried, S3Refusal refusal) {
        String start = "Could not " + tried + " " + place + ": ";
        String bucket = "the bucket '" + place.bucket() + "'";
        return switch (refusal.code()) {
            case "NoSuchBucket" -> failed(FailureKind.SOURCE_NOT_FOUND, start,
                    "there is no bucket of this name. Check the name, and the model centre's endpoint.");
            case "NoSuchKey", "NoSuchVersion" -> failed(FailureKind.SOURCE_NOT_FOUND, start,
                    bucket + " has no object of this name. Check the reference.");
            case "InvalidAccessKeyId" -> failed(FailureKind.SOURCE_DENIED, start,
                    "the server does not know the access key. Check the access key, and the model centre's endpoint.");
            case "SignatureDoesNotMatch" -> failed(FailureKind.SOURCE_DENIED, start,
                    "the secret key is not the one of the access key. Check the secret key.");
            case "InvalidToken", "ExpiredToken", "TokenRefreshRequired" -> failed(FailureKind.SOURCE_DENIED, start,
                    "the access key is a temporary one, which is not taken without its session token. Give lasting keys.");
            case "RequestTimeTooSkewed", "RequestExpired" -> failed(FailureKind.SOURCE_UNAVAILABLE, start,
                    "this machine's clock and the server's differ too much. Let a time service set both; it is tried again later.");
            case "AuthorizationHeaderMalformed", "AuthorizationQueryParametersError", "PermanentRedirect",
                    "IllegalLocationConstraintException",
                    "InvalidLocationConstraint" ->
                    failed(FailureKind.INVALID_REQUEST, start, elsewhere(refusal));
            case "InvalidObjectState" -> archived(tried);
            default -> byStatus(start, refusal);
        };
    }

    /** The failure of an object that was put away where nobody can read it at once. */
    IngestionException archived(String tried) {
        return failed(FailureKind.SOURCE_DENIED, "Could not " + tried + " " + place + ": ",
                "it is archived (Glacier). Restore it at its store first, then add the model again.");
    }

    /** The failure of an endpoint that answers, but not in S3's words. */
    IngestionException noS3(String tried, String how) {
        return failed(FailureKind.INVALID_REQUEST, "Could not " + tried + " " + place + ": ",
                "what answers there is no S3 server (" + how + "). Check the model centre's endpoint.");
    }

    private IngestionException byStatus(String start, S3Refusal refusal) {
        int status = refusal.status();
        String answer = status + (refusal.code().isEmpty() ? "" : " " + refusal.code());
        if (status == 429 || PACED.contains(refusal.code())) {
            return new IngestionException(FailureKind.SOURCE_RATE_LIMITED,
                    start + "the server was asked too often (" + answer + "). It is tried again when the server allows it.",
                    refusal.retryAt(),
                    null);
        }
        if (status >= 500 || status == 408 || refusal.is("RequestTimeout") || refusal.is("OperationAborted")) {
            return new IngestionException(FailureKind.SOURCE_UNAVAILABLE,
                    start + "the server cannot deliver it now (" + answer + "). It is tried again later.", refusal.retryAt(), null);
        }
        return switch (status) {
            case 401, 403 -> failed(FailureKind.SOURCE_DENIED, start, denied(answer));
            case 404 ->
                    failed(FailureKind.SOURCE_NOT_FOUND, start, "it is not there (" + answer + "). Check the reference and the endpoint.");
            case 301, 302, 303, 308 -> failed(FailureKind.INVALID_REQUEST, start, elsewhere(refusal));
            case 307 -> failed(FailureKind.SOURCE_UNAVAILABLE, start,
                    "the server sends elsewhere for the time being, as Amazon's does for hours after a bucket was made (" + answer
                            + "). Give the region's own endpoint, or wait: it is tried again later.");
            default -> failed(FailureKind.SOURCE_DENIED, start, "the server refuses it (" + answer + "). Ask who runs the server.");
        };
    }

    private String denied(String answer) {
        return isSigned
                ? "the access key may not do this (" + answer + "). Allow it to list the bucket (s3:ListBucket) and to read its objects"
                        + " (s3:GetObject)."
                : "it is not given to everybody (" + answer + "). Give the model centre an access key and a secret key that may read it.";
    }

    private static String elsewhere(S3Refusal refusal) {
        return refusal.region() == null
                ? "the bucket belongs to another region or endpoint (" + refusal.status()
                        + "). Give the model centre its region and endpoint."
                : "the bucket belongs to the region " + refusal.region() + ". Give the model centre this region.";
    }

    private static IngestionException failed(FailureKind kind, String start, String why) {
        return new IngestionException(kind, start + why);
    }
}
