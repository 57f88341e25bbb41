package dev.weighbridge.console;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

/**
 * By what a list is sorted, and the links that sort it otherwise.
 *
 * @param now the field, with a minus before it for the greatest first
 */
record Sorting(HttpServletRequest request, String now) {

    /** What the request asks for, or {@code otherwise}. */
    static Sorting of(HttpServletRequest request, String otherwise) {
        String wanted = request.getParameter("sort");
        return new Sorting(request, wanted == null || wanted.isBlank() ? otherwise : wanted.strip());
    }

    /** Sorts by {@code first}, a field with or without a minus; by the same field the other way round if that is how it is sorted. */
    public String by(String first) {
        String other = first.startsWith("-") ? first.substring(1) : "-" + first;
        return SamePage.with(request, "sort", now.equals(first) ? other : first);
    }

    /** As {@code aria-sort} says it; null if the list is sorted by something else. */
    public @Nullable String direction(String field) {
        return now.equals(field) ? "ascending" : now.equals("-" + field) ? "descending" : null;
    }
}
