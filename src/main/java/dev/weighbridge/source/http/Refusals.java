package dev.weighbridge.source.http;

import java.time.Clock;
import java.time.Instant;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.OutboundResponse;
import dev.weighbridge.net.RetryAfter;
import dev.weighbridge.net.ShownUrl;

/** Turns an answer that is not the file into a sentence. */
final class Refusals {

    private final Clock clock;

    Refusals(Clock clock) {
        this.clock = clock;
    }

    /** Returns {@code response} if it carries the file or a part of it; closes it and throws if it does not. */
    OutboundResponse accept(OutboundRequest request, OutboundResponse response, String name) {
        int status = response.status();
        try {
            if (status != 200 && status != 206 && status != 416) {
                throw refusal(request, response);
            }
            if (status != 416 && RemoteFile.isWebPage(response, name)) {
                throw new IngestionException(FailureKind.MALFORMED_ARTIFACT,
                        start(request, response) + "the server sent a web page instead of the"
                                + " file, perhaps a login or error page. Open the URL in a browser, and give the URL of the file itself.");
            }
            String encoding = response.header("Content-Encoding");
            if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
                throw new IngestionException(FailureKind.MALFORMED_ARTIFACT, start(request, response) + "the server sends it compressed ("
                        + encoding.strip() + ") although it was asked for it as it is. Switch that off at the server.");
            }
            return response;
        } catch (IngestionException refused) {
            response.close();
            throw refused;
        }
    }

    IngestionException refusal(OutboundRequest request, OutboundResponse response) {
        int status = response.status();
        Instant retryAt = RetryAfter.parse(response.header("Retry-After"), clock.instant());
        String start = start(request, response);
        String answer = " (status " + status + ").";
        return switch (status) {
            case 401, 403 -> denied(request, start, answer);
            case 404, 410 -> new IngestionException(FailureKind.SOURCE_NOT_FOUND,
                    start + "the server has no such file" + answer + " Check the URL.");
            case 429 -> new IngestionException(FailureKind.SOURCE_RATE_LIMITED,
                    start + "the server was asked too often" + answer + " It is tried again when the server allows it.", retryAt, null);
            case 400, 414 -> new IngestionException(FailureKind.INVALID_REQUEST,
                    start + "the server does not understand this URL" + answer + " Check the URL.");
            default -> status >= 400 && status < 500 && status != 408
                    ? new IngestionException(FailureKind.SOURCE_DENIED,
                            start + "the server refuses it" + answer + " Ask who runs the server.")
                    : new IngestionException(FailureKind.SOURCE_UNAVAILABLE,
                            start + "the server cannot deliver it now" + answer + " It is tried again later.", retryAt, null);
        };
    }

    private static IngestionException denied(OutboundRequest request, String start, String answer) {
        String why = request.token() == null
                ? "the server gives it to nobody without a token" + answer + " Add the model with a token that may read it."
                : "the server does not accept the token" + answer + " Check that the token is valid and may read this file.";
        return new IngestionException(FailureKind.SOURCE_DENIED, start + why);
    }

    private static String start(OutboundRequest request, OutboundResponse response) {
        String asked = ShownUrl.of(request.url());
        String answered = ShownUrl.of(response.url());
        return "Could not fetch " + asked + (asked.equals(answered) ? "" : ", redirected to " + answered) + ": ";
    }
}
