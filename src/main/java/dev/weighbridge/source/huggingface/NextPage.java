package dev.weighbridge.source.huggingface;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The link to the next page of a list: the header {@code Link} of RFC 8288, {@code <https://host/path?cursor=x>; rel="next"}. */
final class NextPage {

    private static final Pattern LINK = Pattern.compile("<([^>]*+)>((?:[^\"<]++|\"[^\"]*+\")*+)");

    private static final Pattern NEXT = Pattern.compile(";\\s*rel\\s*=\\s*(?:next\\b|\"(?:[^\"]*\\s)?next(?:\\s[^\"]*)?\")");

    private static final int LONGEST = 8 * 1024;

    private NextPage() {}

    /**
     * The query of that link, percent-encoded as it came, or null if there is none. Only the query tells what comes next: mirrors give the hub's own host and path
     * with it.
     */
    static @Nullable String query(@Nullable String header) {
        if (header == null || header.length() > LONGEST) {
            return null;
        }
        Matcher link = LINK.matcher(header);
        while (link.find()) {
            if (NEXT.matcher(link.group(2).toLowerCase(Locale.ROOT)).find()) {
                String target = link.group(1).replaceFirst("#.*", "");
                int query = target.indexOf('?');
                return query < 0 ? "" : target.substring(query + 1);
            }
        }
        return null;
    }
}
