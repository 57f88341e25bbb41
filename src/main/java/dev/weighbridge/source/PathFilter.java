package dev.weighbridge.source;

import java.util.List;

import dev.weighbridge.artifact.SourceFile;
import org.jspecify.annotations.Nullable;

/** Include and exclude, applied to a file's whole path. */
final class PathFilter {

    private final List<Glob> include;

    private final List<Glob> exclude;

    PathFilter(Selection selection) {
        this.include = selection.include().stream().map(Glob::new).toList();
        this.exclude = selection.exclude().stream().map(Glob::new).toList();
    }

    /** Why the file is left out, completing "it is left out: ", or null if it is not. What lies in a container cannot be named yet, so that one need not be included. */
    @Nullable
    String whyNot(SourceFile file) {
        return whyNot(file.path(), file.container() != null);
    }

    /** As {@link #whyNot(SourceFile)}. */
    @Nullable
    String whyNot(String whole, boolean isContainer) {
        if (include.isEmpty() && exclude.isEmpty()) {
            return null;
        }
        int[] path = whole.codePoints().toArray();
        for (Glob pattern : exclude) {
            if (pattern.matches(path)) {
                return "'exclude' names it by '" + pattern.text() + "'";
            }
        }
        boolean isIncluded = include.isEmpty() || isContainer || include.stream().anyMatch(pattern -> pattern.matches(path));
        return isIncluded ? null : "'include' does not name it";
    }
}
