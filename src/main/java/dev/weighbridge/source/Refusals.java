package dev.weighbridge.source;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.OutboundResponse;
import dev.weighbridge.net.RetryAfter;
import dev.weighbridge.net.ShownUrl;

/** Turns an answer that is not what was asked for into a sentence: what the status codes of RFC 9110 mean wherever a server gives no better reason. */
public final class Refusals {

    private final Clock clock;

    public Refusals(Clock clock) {
        this.clock = clock;
    }

    /** Returns {@code response} if it carries the file or a part of it; closes it and throws if it does not. */
    public OutboundResponse accept(OutboundRequest request, OutboundResponse response, String name) {
        int status = response.status();
        try {
            if (status != 200 && status != 206 && status != 416) {
                throw refusal(request, response);
            }
            requireTheFileItself(request, response, name);
            return response;
        } catch (IngestionException refused) {
            response.close();
            throw refused;
        }
    }

    /**
     * Fails if another thing than the file's own bytes comes with status 200 or 206.
     *
     * @throws IngestionException MALFORMED_ARTIFACT for a web page (a login form or an error that says 200), and for a body that is compressed
     */
    public void requireTheFileItself(OutboundRequest request, OutboundResponse response, String name) {
        if (response.status() != 416 && isWebPage(response, name)) {
            throw new IngestionException(FailureKind.MALFORMED_ARTIFACT,
                    start(request, response) + "the server sent a web page instead of the"
                            + " file, perhaps a login or error page. Open the URL in a browser, and give the URL of the file itself.");
        }
        String encoding = response.header("Content-Encoding");
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            throw new IngestionException(FailureKind.MALFORMED_ARTIFACT, start(request, response) + "the server sends it compressed ("
                    + encoding.strip() + ") although it was asked for it as it is. Switch that off at the server.");
        }
    }

    private static boolean isWebPage(OutboundResponse response, String name) {
        String type = response.header("Content-Type");
        String lower = name.toLowerCase(Locale.ROOT);
        return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("text/html") && !lower.endsWith(".html")
                && !lower.endsWith(".htm");
    }

    /** Why {@code response} is no success: its kind, its sentence, and when to come again if the server says so. */
    public IngestionException refusal(OutboundRequest request, OutboundResponse response) {
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
        String why = request.credential() == null
                ? "the server gives it to nobody without a token" + answer + " Add the model with a token that may read it."
                : "the server does not accept the token" + answer + " Check that the token is valid and may read this file.";
        return new IngestionException(FailureKind.SOURCE_DENIED, start + why);
    }

    /** {@code Could not fetch <url>: }, with both ends of a redirect. */
    public static String start(OutboundRequest request, OutboundResponse response) {
        String asked = ShownUrl.of(request.url());
        String answered = ShownUrl.of(response.url());
        return "Could not fetch " + asked + (asked.equals(answered) ? "" : ", redirected to " + answered) + ": ";
    }
}
