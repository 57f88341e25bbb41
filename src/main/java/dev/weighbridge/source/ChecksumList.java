package dev.weighbridge.source;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.weighbridge.artifact.Digest;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a {@code .sha256} file in the forms that coreutils' sha256sum and BSD's sha256 print:
 * <pre>
 * &lt;64 hex&gt;  dir/name       (or " *name": read as binary)
 * SHA256 (dir/name) = &lt;64 hex&gt;
 * &lt;64 hex&gt;
 * </pre>
 */
public final class ChecksumList {

    /** No list for one file is longer, in bytes. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final Pattern GNU = Pattern.compile("(?<hex>[0-9A-Fa-f]{64}) [ *](?<name>.+)");

    private static final Pattern BSD = Pattern.compile("SHA256 \\((?<name>.+)\\) ?= ?(?<hex>[0-9A-Fa-f]{64})");

    private static final Pattern BARE = Pattern.compile("[0-9A-Fa-f]{64}");

    private ChecksumList() {}

    /**
     * The digest that {@code text} gives for the file {@code name}: of the line that names it (a folder before the name does not matter),
     * or of the only line if that names none. Null if there is no such line, or if several lines name the file and disagree.
     */
    public static @Nullable Digest digestOf(String text, String name) {
        List<String> lines = text.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
        if (lines.size() == 1 && BARE.matcher(lines.getFirst()).matches()) {
            return Digest.sha256(lines.getFirst());
        }
        List<String> named = lines.stream().flatMap(line -> hexFor(line, name)).map(hex -> Digest.sha256(hex).hex()).distinct().toList();
        return named.size() == 1 ? Digest.sha256(named.getFirst()) : null;
    }

    private static Stream<String> hexFor(String line, String name) {
        return Stream.of(GNU, BSD).map(form -> form.matcher(line)).filter(Matcher::matches)
                .filter(match -> lastSegment(match.group("name")).equals(name)).map(match -> match.group("hex"));
    }

    private static String lastSegment(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
