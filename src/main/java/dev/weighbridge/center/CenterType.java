package dev.weighbridge.center;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** What kind of place a centre is: {@code type} in its parameters, else guessed from its url. */
enum CenterType {

    HUGGINGFACE("huggingface", "hf"),
    MODELSCOPE("modelscope", "modelscope"),
    OCI("oci", "oci"),
    OLLAMA("ollama", "ollama"),
    S3("s3", "s3"),
    HTTP("http", "https"),
    LOCAL("local", "file");

    private final String label;

    private final String scheme;

    CenterType(String label, String scheme) {
        this.label = label;
        this.scheme = scheme;
    }

    /** Of the references that it makes of relative paths. */
    String scheme() {
        return scheme;
    }

    static Optional<CenterType> labelled(String label) {
        return Arrays.stream(values()).filter(type -> type.label.equals(label.strip().toLowerCase(Locale.ROOT))).findFirst();
    }

    /** All labels, for a sentence. */
    static String labels() {
        return Arrays.stream(values()).map(type -> type.label).collect(Collectors.joining(", "));
    }

    /** By the url's scheme; of a web address by its host. */
    static CenterType guessed(String url) {
        int colon = url.indexOf("://");
        if (colon < 0) {
            return LOCAL;
        }
        String scheme = url.substring(0, colon).toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "hf" -> HUGGINGFACE;
            case "modelscope" -> MODELSCOPE;
            case "oci" -> OCI;
            case "ollama" -> OLLAMA;
            case "s3" -> S3;
            case "http", "https" -> ofHost(URI.create(url).getHost());
            default -> LOCAL;
        };
    }

    private static CenterType ofHost(@Nullable String host) {
        String name = host == null ? "" : host.toLowerCase(Locale.ROOT);
        if (isOneOf(name, "huggingface.co", "hf.co", "hf-mirror.com")) {
            return HUGGINGFACE;
        }
        if (isOneOf(name, "modelscope.cn", "modelscope.ai")) {
            return MODELSCOPE;
        }
        if (isOneOf(name, "ollama.ai", "ollama.com")) {
            return OLLAMA;
        }
        if (isOneOf(name, "docker.io", "ghcr.io", "quay.io", "gcr.io", "azurecr.io")) {
            return OCI;
        }
        return name.endsWith(".amazonaws.com") && (name.startsWith("s3.") || name.startsWith("s3-") || name.contains(".s3")) ? S3 : HTTP;
    }

    private static boolean isOneOf(String host, String... domains) {
        return List.of(domains).stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    }
}
