package dev.weighbridge.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * An answer whose body has not been read. Must be closed. A body that was read to its end gives the connection back; closing earlier drops
 * the connection and waits for nothing more. For one thread at a time.
 */
public final class OutboundResponse implements Closeable {

    private static final int SMALL_BODY = 8 * 1024;

    private final URI url;

    private final CloseableHttpResponse response;

    OutboundResponse(URI url, CloseableHttpResponse response) {
        this.url = url;
        this.response = response;
    }

    /** Who answered, after redirects. */
    public URI url() {
        return url;
    }

    public int status() {
        return response.getCode();
    }

    /** The header's first value, or null when there is none. */
    public @Nullable String header(String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /** The header's values in their order, one for each line; empty when there is none. */
    public List<String> headerLines(String name) {
        return Arrays.stream(response.getHeaders(name)).map(Header::getValue).toList();
    }

    /** The first value of each header, by its name in lower case. */
    public Map<String, String> headers() {
        Map<String, String> all = new HashMap<>();
        for (Header header : response.getHeaders()) {
            all.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        return all;
    }

    /** The body's length in bytes, or -1 when the server does not tell. */
    public long contentLength() {
        HttpEntity entity = response.getEntity();
        return entity == null ? 0 : entity.getContentLength();
    }

    /** Whether a broken connection can be told from the body's end: it has a length or comes in chunks. */
    public boolean endIsMarked() {
        HttpEntity entity = response.getEntity();
        return entity == null || entity.getContentLength() >= 0 || entity.isChunked();
    }

    /** The bytes as they are on the wire, straight from the connection. An {@link IOException} means that it broke. */
    public InputStream body() throws IOException {
        HttpEntity entity = response.getEntity();
        return entity == null ? InputStream.nullInputStream() : entity.getContent();
    }

    /** Reads a body of at most {@code limit} bytes, or one byte more if it is longer. */
    public byte[] bodyUpTo(int limit) throws IOException {
        return body().readNBytes(limit + 1);
    }

    @Override
    public void close() {
        try {
            finishIfItHasArrived();
        } catch (IOException broken) {
            // Nobody wants the rest, and the connection is dropped below.
        } finally {
            response.close(CloseMode.IMMEDIATE);
        }
    }

    /** Takes a small unread body that lies in the buffer already, as refusals and redirects carry, so that the connection can be used again. */
    private void finishIfItHasArrived() throws IOException {
        long length = contentLength();
        if (length >= 0 && length <= SMALL_BODY && body().available() >= length) {
            bodyUpTo(SMALL_BODY);
        }
    }
}
