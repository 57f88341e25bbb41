package dev.weighbridge.front;

import java.io.IOException;

import dev.weighbridge.artifact.FailureKind;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Stands in the place of the server's own error pages: a sentence in the form of the door, and nothing of what went wrong inside. */
final class ErrorPages extends ErrorReportValve {

    private final Refusals refusals;

    ErrorPages(Refusals refusals) {
        this.refusals = refusals;
        setShowReport(false);
        setShowServerInfo(false);
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            // Not by their facades: those take the answer for finished.
            refusals.answer(request, response, refused(response.getStatus()));
            response.finishResponse();
        } catch (IOException hungUp) {
            container.getLogger().debug("the client did not wait for its error", hungUp);
        }
    }

    private static Refused refused(int status) {
        return switch (status) {
            case 400 -> new Refused(status, FailureKind.INVALID_REQUEST,
                    "Could not take the call: the request is malformed. Check its URL and headers.");
            case 404 -> new Refused(status, FailureKind.NOT_FOUND, "Could not find the path: there is nothing here. Check it.");
            case 405 -> new Refused(status, FailureKind.INVALID_REQUEST,
                    "Could not take the call: the path does not know the method. Use another.");
            case 408 -> new Refused(status, FailureKind.TIMEOUT, "Could not take the call: the request took too long. Send it again.");
            case 413, 414, 431 -> new Refused(status, FailureKind.LIMIT_EXCEEDED, "Could not take the call: it is too large. Send less.");
            default -> status < 500
                    ? new Refused(status, FailureKind.INVALID_REQUEST, "Could not take the call: it was refused. Check the request.")
                    : new Refused(status, FailureKind.INTERNAL,
                            "Could not run the call: an unexpected failure, which the log tells of. Try again later.");
        };
    }
}
