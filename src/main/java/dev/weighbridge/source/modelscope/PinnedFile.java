package dev.weighbridge.source.modelscope;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.SourceFile;

/**
 * Where a listed file lies: what its locator says.
 *
 * @param revision a commit; or a branch or tag, where the hub told no commit
 * @param path from the repository's top
 */
record PinnedFile(Repository repository, String revision, String path) {

    /** A full object id of git, by SHA-1. */
    static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    private static final Pattern LOCATOR = Pattern
            .compile("(.+)" + Repository.API + "models/([^/?]+)/([^/?]+)/repo\\?Revision=([^&]+)&FilePath=([^&]+)");

    /** Reads a locator that {@link Repository#file} made. */
    static PinnedFile of(SourceFile file) {
        Matcher locator = LOCATOR.matcher(file.locator());
        if (!locator.matches()) {
            throw new IllegalArgumentException("no locator of a ModelScope file: " + file.path());
        }
        var repository = new Repository(group(locator, 1), plain(group(locator, 2)), plain(group(locator, 3)));
        return new PinnedFile(repository, plain(group(locator, 4)), plain(group(locator, 5)));
    }

    /** Whether the revision can never name other bytes. */
    boolean isPinned() {
        return COMMIT.matcher(revision).matches();
    }

    /** The folder it lies in, {@code ""} for the top. */
    String folder() {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private static String group(Matcher matcher, int number) {
        return String.valueOf(matcher.group(number));
    }

    private static String plain(String escaped) {
        return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
    }
}
