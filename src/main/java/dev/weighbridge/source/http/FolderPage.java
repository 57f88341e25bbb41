package dev.weighbridge.source.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.ShownUrl;

/** One page that a server sent for a folder. */
final class FolderPage {

    private final URI folder;

    private final byte[] bytes;

    /**
     * @param folder ends with a slash, has no query
     * @param bytes as they came; their first character decides whether they are JSON or HTML, because servers mislabel both
     */
    FolderPage(URI folder, byte[] bytes) {
        this.folder = folder;
        this.bytes = bytes;
    }

    /** Who answered, after redirects. */
    URI folder() {
        return folder;
    }

    /**
     * Hands over the entries in the order of the page; one may come twice. What {@code sink} throws ends the reading.
     *
     * @throws IngestionException MALFORMED_ARTIFACT if this is no listing, or one with a name that cannot be kept
     */
    void read(Consumer<ListedEntry> sink) {
        switch (firstCharacter()) {
            case '[' -> new JsonListing(folder).read(bytes, sink);
            case '<' -> new HtmlListing(folder).read(bytes, sink);
            default -> throw noListing(folder, "what the server sent is neither HTML nor JSON");
        }
    }

    /** Whether the page ends as whole pages do; for servers that let nobody tell its end from a broken connection. */
    boolean looksWhole() {
        int tail = Math.max(0, bytes.length - 100);
        String end = new String(bytes, tail, bytes.length - tail, StandardCharsets.ISO_8859_1).stripTrailing().toLowerCase(Locale.ROOT);
        return end.endsWith("</html>") || end.endsWith("]");
    }

    static IngestionException noListing(URI folder, String why) {
        return new IngestionException(FailureKind.MALFORMED_ARTIFACT, "Could not list " + ShownUrl.of(folder) + ": " + why
                + ". Open the URL in a browser: it has to show the folder's files as links; or give the URL of one file.");
    }

    private char firstCharacter() {
        for (int at = startsWithByteOrderMark() ? 3 : 0; at < bytes.length; at++) {
            if (!Character.isWhitespace(bytes[at])) {
                return (char) (bytes[at] & 0xff);
            }
        }
        return ' ';
    }

    private boolean startsWithByteOrderMark() {
        return bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
    }
}
