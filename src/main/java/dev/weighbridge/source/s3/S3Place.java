package dev.weighbridge.source.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import io.minio.Utils;

/**
 * An object, or what lies below a prefix.
 *
 * @param endpoint the server's URL, without a path
 * @param key as it is, not percent-encoded; {@code ""} for the whole bucket; what ends with a slash is a prefix and no object
 */
record S3Place(URI endpoint, String bucket, String key) {

    private static final String SCHEME = "s3://";

    private static final URI AMAZON = URI.create("https://s3.amazonaws.com");

    /** Amazon's rules for names, with what Amazon once took and other servers still take: capitals, underscores, more than 63 characters. */
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9](?!.*\\.\\.)[A-Za-z0-9._-]{1,253}[A-Za-z0-9]");

    /** Amazon's limit for a key, in bytes of UTF-8. */
    private static final int LONGEST_KEY = 1024;

    /**
     * Reads {@code s3://bucket/key}. A key is taken literally: {@code %20} is no space, and {@code ?} and {@code #} belong to it.
     *
     * @throws IngestionException INVALID_REQUEST
     */
    static S3Place of(ModelReference reference) {
        String rest = reference.location().substring(SCHEME.length());
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        String key = slash < 0 ? "" : rest.substring(slash + 1);
        if (!BUCKET.matcher(bucket).matches()) {
            throw invalid(reference, "'" + bucket + "' is no bucket's name", "Write s3://bucket/prefix or s3://bucket/key");
        }
        boolean hasDots = Arrays.stream(key.split("/", -1)).anyMatch(segment -> segment.equals(".") || segment.equals(".."));
        if (key.startsWith("/") || hasDots || key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            throw invalid(reference, "its key begins with a slash, has a '.' segment, or more than " + LONGEST_KEY + " bytes",
                    "Write s3://bucket/prefix or s3://bucket/key");
        }
        return new S3Place(endpointOf(reference), bucket, key);
    }

    /** The object that {@link #locator} made this of. */
    static S3Place ofLocator(String locator) {
        URI url = URI.create(locator);
        String path = url.getPath().substring(1);
        int slash = path.indexOf('/');
        return new S3Place(URI.create(url.getScheme() + "://" + url.getRawAuthority()), path.substring(0, slash),
                path.substring(slash + 1));
    }

    /** The region that {@link #locator} was made with. */
    static String regionOf(String locator) {
        return URI.create(locator).getFragment();
    }

    /**
     * The object as a URL with its bucket in the path, {@code https://host/bucket/key#region}; not what is asked for at servers that want the
     * bucket in the host.
     */
    String locator(String region) {
        return endpoint + "/" + bucket + "/" + encodedKey() + "#" + region;
    }

    /** The key as it stands in a URL's path, by the rules of Amazon's signatures. */
    String encodedKey() {
        return Arrays.stream(key.split("/", -1)).map(Utils::encode).collect(Collectors.joining("/"));
    }

    S3Place at(String otherKey) {
        return new S3Place(endpoint, bucket, otherKey);
    }

    /** The prefix of what lies below. */
    S3Place folder() {
        return isPrefix() ? this : at(key + "/");
    }

    boolean isPrefix() {
        return key.isEmpty() || key.endsWith("/");
    }

    /** Who may see the keys. */
    String host() {
        return endpoint.getHost().toLowerCase(Locale.ROOT);
    }

    /** For a person: {@code s3://bucket/key at https://host}. */
    @Override
    public String toString() {
        return SCHEME + bucket + "/" + key + " at " + endpoint;
    }

    /** The server itself. */
    static URI endpointOf(ModelReference reference) {
        String given = reference.endpoint();
        if (given == null) {
            return AMAZON;
        }
        try {
            URI endpoint = new URI(given);
            boolean bare = "".equals(endpoint.getRawPath()) && endpoint.getRawQuery() == null && endpoint.getRawFragment() == null
                    && endpoint.getRawUserInfo() == null;
            if (bare && endpoint.getHost() != null && Set.of("http", "https").contains(endpoint.getScheme())) {
                return endpoint;
            }
        } catch (URISyntaxException malformed) {
            throw invalid(reference, "its endpoint is no URL", "Give the model centre an endpoint such as https://s3.example.com");
        }
        throw invalid(reference, "its endpoint must be a server's URL without a user, path or query",
                "Give the model centre an endpoint such as https://s3.example.com");
    }

    private static IngestionException invalid(ModelReference reference, String why, String what) {
        return new IngestionException(FailureKind.INVALID_REQUEST,
                "Could not read the reference " + reference.location() + ": " + why + ". " + what + ".");
    }
}
