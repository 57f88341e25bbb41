package dev.weighbridge.console;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What stands around every page.
 *
 * @param account the name of who is signed in; null before that
 * @param csrf what forms carry; null before that
 * @param theme {@code light}, {@code dark}, or {@code system} for what the machine prefers
 * @param path of this page with its query, to come back to
 * @param links what the visitor may open
 */
record Frame(@Nullable String account, @Nullable String csrf, String language, String theme, String path, List<Link> links) {

    /**
     * A page that can be opened from everywhere.
     *
     * @param name of its text
     * @param isHere whether it, or one below it, is shown
     */
    record Link(String name, String path, boolean isHere) {}
}
