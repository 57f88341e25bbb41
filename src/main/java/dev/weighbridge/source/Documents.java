package dev.weighbridge.source;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.OutboundResponse;
import dev.weighbridge.net.ShownUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Fetches what is small and read whole: a hub's JSON, a manifest, a token. For many threads. */
public final class Documents {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final OutboundClient client;

    private final Refusals refusals;

    public Documents(OutboundClient client, Refusals refusals) {
        this.client = client;
        this.refusals = refusals;
    }

    /** An answer, read to its end. */
    public static final class Document {

        private final URI url;

        private final Map<String, String> headers;

        private final byte[] body;

        private Document(URI url, Map<String, String> headers, byte[] body) {
            this.url = url;
            this.headers = headers;
            this.body = body;
        }

        /** Who answered, after redirects. */
        public URI url() {
            return url;
        }

        /** As they came; not copied. */
        public byte[] bytes() {
            return body;
        }

        /** The first value of a header, named in any case, or null. */
        public @Nullable String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }

        /** @throws IngestionException SOURCE_UNAVAILABLE if the body is not JSON: a page of some proxy, or a broken server */
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JacksonException malformed) {
                throw new IngestionException(FailureKind.SOURCE_UNAVAILABLE, "Could not read the answer of " + ShownUrl.of(url)
                        + ": it is not JSON. Check that the URL is that of the hub's API; it is tried again later.", malformed);
            }
        }
    }

    /** Says what an answer other than 200 means, where a place knows better than {@link Refusals}. */
    @FunctionalInterface
    public interface Meaning {

        /** The failure, or null for what the status says by itself. */
        @Nullable
        IngestionException of(OutboundRequest request, OutboundResponse response) throws IOException;
    }

    /**
     * Fetches a document that has status 200.
     *
     * @param limit bytes
     * @throws IngestionException what {@code meaning} says, else what {@link Refusals} says; LIMIT_EXCEEDED, SOURCE_UNAVAILABLE
     */
    public Document fetch(OutboundRequest request, int limit, Meaning meaning) {
        try (OutboundResponse response = client.send(request)) {
            if (response.status() != 200) {
                IngestionException meant = meaning.of(request, response);
                throw meant == null ? refusals.refusal(request, response) : meant;
            }
            byte[] body = response.bodyUpTo(limit);
            if (body.length > limit) {
                throw new IngestionException(FailureKind.LIMIT_EXCEEDED,
                        "Could not read " + ShownUrl.of(request.url()) + ": the answer has more than "
                                + limit + " bytes, which no answer of this kind needs. Check that the URL is the right one.");
            }
            if (response.contentLength() >= 0 && body.length < response.contentLength()) {
                throw new IOException("the answer ended after " + body.length + " of " + response.contentLength() + " bytes");
            }
            return new Document(response.url(), response.headers(), body);
        } catch (IOException broken) {
            throw new IngestionException(FailureKind.SOURCE_UNAVAILABLE,
                    "Could not fetch " + ShownUrl.of(request.url()) + ": the connection broke. It is tried again later.", broken);
        }
    }

    public Document fetch(OutboundRequest request, int limit) {
        return fetch(request, limit, (asked, response) -> null);
    }
}
