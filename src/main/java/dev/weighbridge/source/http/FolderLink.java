package dev.weighbridge.source.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.ShownUrl;
import org.jspecify.annotations.Nullable;

/** Tells a folder's own entries from all the other links that its page carries. */
final class FolderLink {

    /** What may stand in a path as it is, besides letters and digits (RFC 3986, section 3.3). */
    private static final String KEPT = "!$&'()*+,-.:;=@_~";

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");

    private FolderLink() {}

    /**
     * What {@code href} names below {@code folder}, still percent-encoded: {@code a%20b.bin}, or {@code sub/} for a folder. Null if it is no
     * entry: it leads elsewhere (above, another host) or carries a query or a fragment (sort links, buttons).
     *
     * @param folder ends with a slash
     * @throws IngestionException MALFORMED_ARTIFACT if nobody can tell what it names: an entry may be missed
     */
    static @Nullable String below(URI folder, String href) {
        if (href.indexOf('?') >= 0 || href.indexOf('#') >= 0) {
            return null;
        }
        String link = encoded(href.strip(), KEPT + "/%");
        try {
            return below(folder, folder.resolve(new URI(link)));
        } catch (URISyntaxException malformed) {
            if (SCHEME.matcher(link).matches()) {
                return null;
            }
            throw new IngestionException(FailureKind.MALFORMED_ARTIFACT, "Could not list " + ShownUrl.of(folder) + ": its link '" + link
                    + "' is not valid (" + malformed.getReason() + "). Rename the file at its source and add the model again.");
        }
    }

    /** A name as it stands in a URL's path. */
    static String segment(String name) {
        return encoded(name, KEPT);
    }

    /** Percent-encodes all but {@code kept}, letters and digits; browsers do the same with links that hold spaces or other letters. */
    private static String encoded(String text, String kept) {
        var encoded = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = one >= '0' && one <= '9' || one >= 'A' && one <= 'Z' || one >= 'a' && one <= 'z' || kept.indexOf(one) >= 0;
            encoded.append(plain ? String.valueOf((char) one) : "%%%02X".formatted(one & 0xff));
        }
        return encoded.toString();
    }

    private static @Nullable String below(URI folder, URI target) {
        if (target.getRawPath() == null || target.getRawAuthority() == null || !origin(target).equals(origin(folder))) {
            return null;
        }
        String path = target.getRawPath();
        while (path.startsWith("/../")) {
            path = path.substring("/..".length());
        }
        String above = folder.getRawPath();
        return path.startsWith(above) && path.length() > above.length() ? path.substring(above.length()) : null;
    }

    private static String origin(URI url) {
        return (url.getScheme() + "://" + url.getRawAuthority()).toLowerCase(Locale.ROOT);
    }
}
