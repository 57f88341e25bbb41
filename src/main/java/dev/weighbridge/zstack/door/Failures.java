package dev.weighbridge.zstack.door;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns what an API threw into the error that its caller reads. Nothing of an unexpected exception goes out but an id that the log has too. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** The body {@code {"error": …}} that goes with 503. */
    static ObjectNode reply(Exception failure) {
        return switch (failure) {
            case ApiFailure known -> Replies.error(known.code(), known.details());
            case IngestionException known -> Replies.error(ErrorCode.of(known.kind()), known.getMessage());
            default -> {
                String id = ResourceUuid.random();
                LOG.error("A call of the ZStack API failed unexpectedly (error id {})", id, failure);
                yield Replies.error(ErrorCode.INTERNAL, "Could not run the call: an unexpected failure, logged with the error id " + id
                        + ". Try again; if it stays, show the id to the operator.");
            }
        };
    }
}
