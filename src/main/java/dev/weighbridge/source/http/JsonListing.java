package dev.weighbridge.source.http;

import java.net.URI;
import java.time.Instant;
import java.util.function.Consumer;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.ShownUrl;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * nginx's {@code autoindex_format json}; a size is exact, a time is in GMT, a folder has no size:
 * <pre>
 * [
 * { "name":"sub", "type":"directory", "mtime":"Thu, 18 Jul 2024 10:20:00 GMT" },
 * { "name":"a b.bin", "type":"file", "mtime":"Thu, 18 Jul 2024 10:20:00 GMT", "size":65536 }
 * ]
 * </pre>
 */
final class JsonListing {

    /** Without a table of names, which takes more than linear time for a page of many names. */
    private static final ObjectReader ROWS = JsonMapper
            .builder(JsonFactory.builder().disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES).build())
            .build().readerFor(Row.class);

    private final URI folder;

    private record Row(@Nullable String name, @Nullable String type, @Nullable String mtime, @Nullable Long size) {}

    JsonListing(URI folder) {
        this.folder = folder;
    }

    void read(byte[] json, Consumer<ListedEntry> sink) {
        try (MappingIterator<Row> rows = ROWS.readValues(json)) {
            while (rows.hasNextValue()) {
                sink.accept(entry(rows.nextValue()));
            }
        } catch (JacksonException malformed) {
            throw FolderPage.noListing(folder, "what the server sent is no JSON listing (" + malformed.getOriginalMessage() + ")");
        }
    }

    private ListedEntry entry(@Nullable Row row) {
        if (row == null || row.name() == null || row.type() == null) {
            throw FolderPage.noListing(folder, "what the server sent is JSON, but no list of names and types");
        }
        String raw = FolderLink.segment(row.name());
        String name = FileName.decoded(raw, folder);
        String url = folder + raw;
        return switch (row.type()) {
            case "directory" -> new ListedEntry(name, url + "/", true, SourceFile.UNKNOWN_SIZE, null);
            case "file" -> new ListedEntry(name, url, false, size(row.size()), modified(row.mtime()));
            default -> throw new IngestionException(FailureKind.MALFORMED_ARTIFACT, "Could not take '" + name + "' at "
                    + ShownUrl.of(folder) + ": it is neither a file nor a folder. Remove it from the folder.");
        };
    }

    private static long size(@Nullable Long size) {
        return size == null || size < 0 ? SourceFile.UNKNOWN_SIZE : size;
    }

    private static @Nullable Instant modified(@Nullable String mtime) {
        return mtime == null ? null : DateUtils.parseStandardDate(mtime);
    }
}
