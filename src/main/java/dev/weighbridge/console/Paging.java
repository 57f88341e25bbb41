package dev.weighbridge.console;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

/**
 * Where in a list a page is.
 *
 * @param start how many come before
 * @param shown how many it shows
 * @param total how many there are
 * @param before the page before, or null
 * @param after the page after, or null
 */
record Paging(int start, int shown, long total, @Nullable String before, @Nullable String after) {

    static final int SIZE = 25;

    private static final int LAST_START = 1_000_000;

    /** What the request asks for, or the beginning. */
    static int start(HttpServletRequest request) {
        String wanted = request.getParameter("start");
        return wanted != null && wanted.matches("[0-9]{1,7}") ? Math.min(Integer.parseInt(wanted), LAST_START) : 0;
    }

    static Paging of(HttpServletRequest request, int shown, long total) {
        int start = start(request);
        return new Paging(start, shown, total, start == 0 ? null : at(request, Math.max(0, start - SIZE)),
                start + shown < total ? at(request, start + SIZE) : null);
    }

    /** The first of those that are shown, counted from 1. */
    public int first() {
        return shown == 0 ? 0 : start + 1;
    }

    public int last() {
        return start + shown;
    }

    private static String at(HttpServletRequest request, int start) {
        return SamePage.with(request, "start", Integer.toString(start));
    }
}
