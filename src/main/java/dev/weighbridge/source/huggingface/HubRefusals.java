package dev.weighbridge.source.huggingface;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.Credential;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.OutboundResponse;
import dev.weighbridge.net.RateLimit;
import dev.weighbridge.net.RetryAfter;
import dev.weighbridge.net.ShownUrl;
import dev.weighbridge.source.Documents;
import dev.weighbridge.source.Refusals;
import org.jspecify.annotations.Nullable;

/** Turns the hub's refusals into sentences: what to click, which permission is missing, until when to wait. */
final class HubRefusals {

    private final Clock clock;

    private final Refusals others;

    HubRefusals(Clock clock, Refusals others) {
        this.clock = clock;
        this.others = others;
    }

    /**
     * What was asked for.
     *
     * @param kind what it is, or is of
     * @param page its, for people
     * @param what as a sentence names it: {@code the folder 'onnx' of}, {@code the model}; the page follows
     */
    record Asked(ArtifactKind kind, String page, String what, String revision) {

        static Asked model(HubModel model, String revision) {
            return new Asked(model.kind(), model.page(), "the " + model.kind().word(), revision);
        }

        Documents.Meaning by(HubRefusals refusals) {
            return (request, response) -> refusals.of(this, request, response);
        }
    }

    /** Why an answer is no success. */
    IngestionException of(Asked asked, OutboundRequest request, OutboundResponse response) {
        HubComplaint said = HubComplaint.of(response);
        if (said.code().isEmpty() && isElsewhere(request.url(), response.url())) {
            return elsewhere(asked, request, response);
        }
        boolean anonymous = request.credential() == null;
        String word = asked.kind().word();
        return switch (said.reason()) {
            case BUSY -> busy(asked, said, anonymous, response);
            case DOWN -> failure(FailureKind.SOURCE_UNAVAILABLE, asked, said, "the hub cannot deliver it now",
                    "It is tried again later.", RetryAfter.parse(response.header("Retry-After"), clock.instant()));
            case GATED -> gated(asked, said, anonymous);
            case NO_MODEL -> failure(FailureKind.SOURCE_NOT_FOUND, asked, said, anonymous
                    ? "the hub has no such " + word + ", or has it as private and shows it to nobody without a token"
                    : "the hub has no such " + word + ", or has it as private and does not show it to this token",
                    anonymous
                            ? "Check the name; if the " + word + " is private, add it with a token that may read it."
                            : "Check the name, and that the token's account may read the " + word + ".");
            case NO_REVISION -> failure(FailureKind.SOURCE_NOT_FOUND, asked, said, "it has no revision '" + asked.revision() + "'",
                    "Give a branch, tag or commit that its page lists under 'Files and versions'.");
            case NO_ENTRY -> failure(FailureKind.SOURCE_NOT_FOUND, asked, said,
                    "the hub has nothing of this name at the revision '" + asked.revision() + "'",
                    "Check the name, the revision and the folder.");
            default -> denied(asked, said, request);
        };
    }

    private IngestionException busy(Asked asked, HubComplaint said, boolean anonymous, OutboundResponse response) {
        Instant now = clock.instant();
        Instant retryAt = RateLimit.retryAt(response.header("RateLimit"), now);
        return failure(FailureKind.SOURCE_RATE_LIMITED, asked, said, "the hub was asked too often",
                "It is tried again when the hub allows it."
                        + (anonymous ? " With a token the hub allows more." : ""),
                retryAt == null ? RetryAfter.parse(response.header("Retry-After"), now) : retryAt);
    }

    private static IngestionException gated(Asked asked, HubComplaint said, boolean anonymous) {
        String open = "Open " + asked.page() + " in a browser, accept its conditions, and ";
        return anonymous
                ? failure(FailureKind.SOURCE_GATED, asked, said,
                        "the " + asked.kind().word() + " is gated, and its files are given to nobody without a token",
                        open + "add it again with a token of the account that did.")
                : failure(FailureKind.SOURCE_GATED, asked, said,
                        "the " + asked.kind().word() + " is gated, and the token's account has not been let in", open
                                + "wait if its authors grant access by hand. A fine-grained token also needs the permission to read public gated"
                                + " repositories. Then add it again.");
    }

    private static IngestionException denied(Asked asked, HubComplaint said, OutboundRequest request) {
        Credential credential = request.credential();
        String quoted = said.quoted(credential == null ? null : credential.value().replaceFirst("^Bearer ", ""));
        return switch (said.reason()) {
            case DISABLED -> failure(FailureKind.SOURCE_DENIED, asked, said, "the hub has disabled this " + asked.kind().word(),
                    "Nobody can fetch it until the hub allows it again; its page may say why.");
            case BAD_TOKEN, NOT_SHOWN -> credential != null
                    ? failure(FailureKind.SOURCE_DENIED, asked, said,
                            "the hub does not accept the token: it is mistyped, expired or revoked",
                            "Make a new one under settings/tokens of the hub and add it again with it.")
                    : failure(FailureKind.SOURCE_DENIED, asked, said,
                            "the hub does not show it without a token: the " + asked.kind().word() + " is missing, private or gated",
                            "Check the name, and add it with a token that may read it.");
            case NOT_PERMITTED -> credential != null
                    ? failure(FailureKind.SOURCE_DENIED, asked, said, "the token lacks a permission",
                            "Give it read access to this repository under settings/tokens of the hub, or use a token of type 'read'."
                                    + quoted)
                    : failure(FailureKind.SOURCE_DENIED, asked, said, "the hub refuses it without a token",
                            "Add it with a token that may read it." + quoted);
            default -> failure(FailureKind.SOURCE_DENIED, asked, said, "the hub refuses it", "Ask who runs the hub." + quoted);
        };
    }

    /** Signed URLs of the places that hold the bytes expire; there is no other reason why the hub would send somebody where he is refused. */
    private IngestionException elsewhere(Asked asked, OutboundRequest request, OutboundResponse response) {
        return switch (response.status()) {
            case 400, 401, 403, 410 -> new IngestionException(FailureKind.SOURCE_UNAVAILABLE, "Could not read " + asked.what() + " "
                    + asked.page() + ": " + ShownUrl.of(response.url())
                    + ", where the hub sends for it, refuses the hub's signature, which may have expired (status " + response.status()
                    + "). The hub is asked for another, and the file goes on where it was.");
            default -> others.refusal(request, response);
        };
    }

    /** The hub redirects to signed URLs of other servers; what moved within the hub has no query. */
    private static boolean isElsewhere(URI asked, URI answered) {
        return answered.getRawQuery() != null && !asked.getRawAuthority().equalsIgnoreCase(answered.getRawAuthority());
    }

    private static IngestionException failure(FailureKind kind, Asked asked, HubComplaint said, String why, String what) {
        return failure(kind, asked, said, why, what, null);
    }

    private static IngestionException failure(FailureKind kind, Asked asked, HubComplaint said, String why, String what,
            @Nullable Instant retryAt) {
        return new IngestionException(kind,
                "Could not read " + asked.what() + " " + asked.page() + ": " + why + " " + said.where() + ". " + what,
                retryAt, null);
    }
}
