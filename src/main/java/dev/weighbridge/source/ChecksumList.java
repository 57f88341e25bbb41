package dev.weighbridge.source;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.weighbridge.artifact.Digest;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a {@code .sha256} or {@code SHA256SUMS} file in the forms that coreutils' sha256sum and BSD's sha256 print:
 * <pre>
 * &lt;64 hex&gt;  dir/name       (or " *name": read as binary)
 * SHA256 (dir/name) = &lt;64 hex&gt;
 * &lt;64 hex&gt;
 * </pre>
 * Lines of other forms (comments, other algorithms, signatures) are passed over, as sha256sum does.
 */
public final class ChecksumList {

    /** No list for one file is longer, in bytes. */
    public static final int MAX_BYTES = 64 * 1024;

    /** With a backslash before it, the name has backslashes or newlines that are escaped. */
    private static final Pattern GNU = Pattern.compile("\\\\?(?<hex>[0-9A-Fa-f]{64}) [ *](?<name>.+)");

    private static final Pattern BSD = Pattern.compile("SHA256 \\((?<name>.+)\\) ?= ?(?<hex>[0-9A-Fa-f]{64})");

    private static final Pattern BARE = Pattern.compile("[0-9A-Fa-f]{64}");

    /**
     * What one line says.
     *
     * @param name as it was written, without {@code ./} before it
     */
    public record Line(String name, Digest digest) {}

    private ChecksumList() {}

    /**
     * The digest that {@code text} gives for the file {@code name}: of the line that names it (a folder before the name does not matter),
     * or of the only line if that names none. Null if there is no such line, or if several lines name the file and disagree.
     */
    public static @Nullable Digest digestOf(String text, String name) {
        List<String> written = text.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
        if (written.size() == 1 && BARE.matcher(written.getFirst()).matches()) {
            return Digest.sha256(written.getFirst());
        }
        List<Digest> named = lines(text).filter(line -> lastSegment(line.name()).equals(name)).map(Line::digest).distinct().toList();
        return named.size() == 1 ? named.getFirst() : null;
    }

    /** The lines that give a digest for a named file, in their order. */
    public static Stream<Line> lines(String text) {
        return text.lines().map(String::strip).flatMap(ChecksumList::line);
    }

    private static Stream<Line> line(String text) {
        return Stream.of(GNU, BSD).map(form -> form.matcher(text)).filter(Matcher::matches)
                .map(match -> new Line(match.group("name").replaceFirst("^(\\./)+", ""), Digest.sha256(match.group("hex"))));
    }

    private static String lastSegment(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
