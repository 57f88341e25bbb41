package dev.weighbridge.console;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Where to go back to: a place of the console, whatever a link says. */
final class OwnPath {

    static final String HOME = "/console/imports";

    private static final int LONGEST = 2000;

    private static final Pattern OWN = Pattern.compile("/console(?:/[\\w\\-][\\w.\\-]*)*(?:\\?[\\w.\\-=&%+,]*)?");

    private OwnPath() {}

    /** The path, or the first page for anything else. */
    static String of(@Nullable String wanted) {
        return wanted != null && wanted.length() <= LONGEST && OWN.matcher(wanted).matches() ? wanted : HOME;
    }
}
