package dev.weighbridge.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the bucket is, and who may use it.
 *
 * @param endpoint the server's URL, without a path
 * @param region what the server calls its region; it is part of every signature
 * @param bucket for this installation alone; made if it is not there
 * @param pathStyle whether the bucket's name comes in the path (true) or in the host name
 */
record S3Settings(@Nullable String endpoint, @DefaultValue("us-east-1") String region, @Nullable String bucket,
        @Nullable String accessKey, @Nullable String secretKey, @DefaultValue("true") boolean pathStyle) {

    private static final String PREFIX = "weighbridge.store.s3.";

    /** Amazon's rules for names, which every server knows. */
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    /** @throws IllegalArgumentException if one is missing or malformed, with a sentence that names it and never shows a key */
    S3Settings checked() {
        server();
        if (!BUCKET.matcher(given("bucket", bucket)).matches()) {
            throw wrong("bucket", "'" + bucket + "' is no bucket's name: 3 to 63 lower-case letters, digits, dots and hyphens");
        }
        if (region.isBlank()) {
            throw wrong("region", "it is empty. Give the region's name, or leave it out for us-east-1");
        }
        given("access-key", accessKey);
        given("secret-key", secretKey);
        return this;
    }

    URI server() {
        String text = given("endpoint", endpoint);
        try {
            var server = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean bare = server.getRawPath() != null && server.getRawPath().isEmpty() && server.getRawQuery() == null
                    && server.getRawFragment() == null && server.getRawUserInfo() == null;
            if (bare && server.getHost() != null && Set.of("http", "https").contains(server.getScheme())) {
                return server;
            }
        } catch (URISyntaxException malformed) {
            throw wrong("endpoint", "it is no URL. Give one such as https://s3.example.com");
        }
        throw wrong("endpoint", "it must be a server's URL without a user, path or query, such as https://s3.example.com");
    }

    String bucketName() {
        return given("bucket", bucket);
    }

    String key() {
        return given("access-key", accessKey);
    }

    String secret() {
        return given("secret-key", secretKey);
    }

    private static String given(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw wrong(name, "it is missing, and weighbridge.store.type is s3");
        }
        return value;
    }

    private static IllegalArgumentException wrong(String name, String why) {
        return new IllegalArgumentException("Could not start: " + PREFIX + name + " cannot be used: " + why + ".");
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "S3Settings[endpoint=" + endpoint + ", region=" + region + ", bucket=" + bucket + ", pathStyle=" + pathStyle + "]";
    }
}
