package dev.weighbridge.inspect.head;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Token streams over JSON that somebody else wrote: strict, without duplicate keys, of bounded depth and lengths. */
public final class JsonHead {

    public static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder().maxNestingDepth(64).maxNumberLength(64)
            .maxNameLength(64 * 1024)
            .maxStringLength(32 * 1024 * 1024).build();

    /** Without a table of names, which Jackson fills in more than linear time: 60,000 names of 1200 bytes took 33 s with it and 3 s without. */
    private static final JsonFactory JSON = JsonFactory.builder().streamReadConstraints(BOUNDS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE).disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES).build();

    private JsonHead() {}

    public static JsonParser parser(InputStream json) {
        return JSON.createParser(ObjectReadContext.empty(), json);
    }

    /** Where in the file a place in the JSON is that begins at {@code start}: the parser without its table counts characters, not bytes. */
    public static long place(OpenFile file, long start, @Nullable TokenStreamLocation location) {
        long characters = location == null ? 0 : Math.max(0, location.getCharOffset());
        long place = start;
        try (InputStream bytes = file.stream(start, file.size())) {
            for (int next = bytes.read(); next >= 0; next = bytes.read()) {
                boolean begins = (next & 0xc0) != 0x80;
                if (begins && characters <= 0) {
                    return place;
                }
                characters -= begins ? next >= 0xf0 ? 2 : 1 : 0;
                place++;
            }
            return place;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
