package dev.weighbridge.cli.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Where a node is, and the addresses on it.
 *
 * @param url {@code http[s]://host[:port][/prefix]}, without a slash at its end
 */
public record Address(String url) {

    /** Where a node listens that nobody has told otherwise. */
    public static final Address DEFAULT = new Address("http://127.0.0.1:8080");

    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    /** @throws CommandException USAGE if it is no such url */
    public static Address parse(String text) {
        try {
            URI uri = new URI(text.strip());
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean plain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            if (plain && uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                return new Address(uri.toString().replaceAll("/+$", ""));
            }
        } catch (URISyntaxException malformed) {
            throw wrong(text, malformed);
        }
        throw wrong(text, null);
    }

    private static CommandException wrong(String text, @Nullable Throwable cause) {
        return new CommandException(ExitCode.USAGE, "Could not use '" + text
                + "' as the address of a node: it has not the form http://host:port or https://host. Correct --url or WEIGHBRIDGE_URL.",
                cause == null ? new IllegalArgumentException(text) : cause);
    }

    /** @param path from the slash on, encoded */
    URI at(String path) {
        return URI.create(url + path);
    }

    /** Whether what is sent there can be read on the way by others. */
    public boolean isOpenToListeners() {
        URI uri = URI.create(url);
        return "http".equalsIgnoreCase(uri.getScheme()) && !THIS_MACHINE.contains(uri.getHost());
    }

    /** One segment of a path, or a value in a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A path of several segments, with its slashes as they are. */
    public static String encodedPath(String path) {
        return Arrays.stream(path.split("/", -1)).map(Address::encoded).collect(Collectors.joining("/"));
    }
}
