package dev.weighbridge.source.http;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.OutboundResponse;
import dev.weighbridge.net.ShownUrl;
import dev.weighbridge.source.ChecksumList;
import dev.weighbridge.source.Refusals;
import org.jspecify.annotations.Nullable;

/** Looks for the digest that a server publishes beside a file. */
final class Announcements {

    private final OutboundClient client;

    private final Refusals refusals;

    Announcements(OutboundClient client, Refusals refusals) {
        this.client = client;
        this.refusals = refusals;
    }

    /**
     * The digest in {@code <url>.sha256}, or null if the server has none. What waiting may cure is thrown: a digest that may be there is
     * not skipped because its server had a bad moment.
     */
    @Nullable
    Digest find(OutboundRequest file, String name) {
        OutboundRequest beside = file.to(urlBeside(file.url()));
        try (OutboundResponse response = client.send(beside)) {
            if (response.status() == 200) {
                byte[] text = response.bodyUpTo(ChecksumList.MAX_BYTES);
                return text.length > ChecksumList.MAX_BYTES ? null : ChecksumList.digestOf(new String(text, StandardCharsets.UTF_8), name);
            }
            if (response.status() >= 400) {
                throw refusals.refusal(beside, response);
            }
            return null;
        } catch (IOException broken) {
            throw new IngestionException(FailureKind.SOURCE_UNAVAILABLE,
                    "Could not fetch " + ShownUrl.of(beside.url()) + ": the connection broke. It is tried again later.", broken);
        } catch (IngestionException refused) {
            if (refused.kind().waitingHelps()) {
                throw refused;
            }
            return null;
        }
    }

    private static URI urlBeside(URI url) {
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return URI.create(url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath() + ".sha256" + query);
    }
}
