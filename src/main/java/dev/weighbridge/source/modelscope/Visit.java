package dev.weighbridge.source.modelscope;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Function;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.OutboundResponse;
import dev.weighbridge.net.RetryAfter;
import dev.weighbridge.source.Documents;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One caller's questions about one repository, each asked with his session if he has one. For many threads. */
final class Visit {

    /** Some 300 bytes tell a file, so that more files fit than a folder may hold by default in a hub that sends them all at once. */
    private static final int ANSWER_BYTES = 32 * 1024 * 1024;

    private final Hub hub;

    private final Repository repository;

    private final Hub.@Nullable Right right;

    Visit(Hub hub, Repository repository, Hub.@Nullable Right right) {
        this.hub = hub;
        this.repository = repository;
        this.right = right;
    }

    Repository repository() {
        return repository;
    }

    /**
     * What the envelope of an answer holds.
     *
     * @throws IngestionException what {@link HubFailures} says of a failure; SOURCE_UNAVAILABLE if the answer is no envelope
     */
    JsonNode data(URI url) {
        return ask(url, this::fetched);
    }

    /** Does {@code work} with a GET of {@code url}; once more, with a new session, if the hub may have ended the one that is kept. */
    <T> T ask(URI url, Function<OutboundRequest, T> work) {
        OutboundRequest plain = OutboundRequest.get(url);
        if (right == null) {
            return work.apply(plain);
        }
        Session.Cookie cookie = right.session().cookie();
        try {
            return work.apply(plain.with(cookie.credential()));
        } catch (NoAccessException refused) {
            if (!right.session().mayHaveEnded(cookie, refused.signedOut())) {
                throw refused;
            }
            return work.apply(plain.with(right.session().after(cookie).credential()));
        }
    }

    /** Why {@code response}, whose body is still unread, is no success. */
    IngestionException failure(String start, OutboundRequest request, OutboundResponse response) throws IOException {
        return failure(start, request, response, Envelope.read(response));
    }

    IngestionException failure(String start, OutboundRequest request, OutboundResponse response, @Nullable Envelope said) {
        return failure(start, request, response.status(), said, response.header("Retry-After"));
    }

    private JsonNode fetched(OutboundRequest request) {
        String start = "Could not list " + repository.shown() + ": ";
        Documents.Document document = hub.documents().fetch(request, ANSWER_BYTES,
                (asked, response) -> failure(start, asked, response));
        Envelope envelope = Envelope.of(document.json());
        if (envelope == null) {
            throw new IngestionException(FailureKind.SOURCE_UNAVAILABLE, start
                    + "what the server sent is JSON, but no answer of ModelScope. Check the model centre's URL; it is tried again later.");
        }
        if (!envelope.isSuccess()) {
            throw failure(start, request, 200, envelope, document.header("Retry-After"));
        }
        return envelope.data();
    }

    private IngestionException failure(String start, OutboundRequest request, int status, @Nullable Envelope said,
            @Nullable String retryAfter) {
        var retryAt = RetryAfter.parse(retryAfter, hub.clock().instant());
        return HubFailures.explain(start, new HubAnswer(status, said, retryAt, secrets(request)));
    }

    private List<String> secrets(OutboundRequest request) {
        if (right == null || request.credential() == null) {
            return List.of();
        }
        return List.of(right.token(), request.credential().value().substring(Login.COOKIE.length() + 1));
    }
}
