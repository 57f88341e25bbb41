package dev.weighbridge.center;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The place that a centre stands for: what its url and its open parameters say of where models lie and how they are asked for. The parameters may name
 * {@code type}, {@code endpoint}, {@code revision}, {@code region}, and what {@link dev.weighbridge.source.Selection} reads. Other keys, and parameters that
 * are no JSON object, say nothing here.
 */
public final class CenterPlace {

    /** The part of a hub's reference that names the model: {@code hf://org/name}. */
    private static final Pattern NAME = Pattern.compile("^[a-z]+://(?:(?:models|datasets)/(?=[^/]+/))?[^/]+(?:/[^/]+)?");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String url;

    private final CenterType type;

    private final @Nullable String endpoint;

    private final JsonNode parameters;

    private CenterPlace(String url, JsonNode parameters) {
        this.url = url.strip().replaceAll("/+$", "");
        this.parameters = parameters;
        this.type = typeOf(this.url, text(parameters, "type"));
        this.endpoint = endpointOf(text(parameters, "endpoint"), this.url);
    }

    /**
     * Reads it.
     *
     * @throws IngestionException INVALID_REQUEST if the parameters name an unknown type or an endpoint that is no http or https URL
     */
    static CenterPlace of(String url, @Nullable String parameters) {
        return new CenterPlace(url, parsed(parameters));
    }

    /**
     * Where a model lies.
     *
     * @param installPath a full reference, or a path relative to the centre
     * @throws IngestionException INVALID_REQUEST, see {@link ModelReference#of}
     */
    public ModelReference reference(String installPath) {
        return pinned(shelf(installPath));
    }

    /**
     * Where several models lie: as {@link #reference(String)}, but of no revision unless the path names one.
     *
     * @throws IngestionException INVALID_REQUEST, see {@link ModelReference#of}
     */
    public ModelReference shelf(String installPath) {
        String path = installPath.strip();
        ModelReference reference = ModelReference.isFull(path) || type == CenterType.HTTP || type == CenterType.LOCAL
                ? ModelReference.of(path, url)
                : ModelReference.of(base() + path, null);
        return here(reference) ? reference.at(endpoint) : reference;
    }

    /** The branch or tag of paths that name none, or null. */
    @Nullable
    String revision() {
        return text(parameters, "revision");
    }

    /**
     * Where the files of a model or dataset lie. Of a dataset the page that a hub shows of it is a reference, too, and a relative path at a hub is a
     * dataset's name.
     *
     * @throws IngestionException INVALID_REQUEST, see {@link ModelReference#of}, and if the place is known to hold the other kind
     */
    public ModelReference reference(ArtifactKind kind, String path) {
        return switch (kind) {
            case MODEL -> DatasetReference.refused(reference(path));
            case DATASET -> new DatasetReference(type, endpoint, this::reference).of(path);
        };
    }

    /** Whether a reference leads to the centre itself: the same scheme, host and port, so that its credentials may go there. */
    boolean answersFor(ModelReference reference) {
        return type == CenterType.LOCAL || originOf(reference).equals(originOf(anything()));
    }

    /** Whether what one of them may see, the other may see, too. */
    boolean isAtTheSamePlaceAs(CenterPlace other) {
        return type == other.type && originOf(anything()).equals(originOf(other.anything()));
    }

    /** Something below the centre, which need not be there. */
    ModelReference anything() {
        if (type == CenterType.HTTP || type == CenterType.LOCAL) {
            return ModelReference.of(url, null);
        }
        ModelReference reference = ModelReference.of(base() + "x/x", null);
        return endpoint == null ? reference : reference.at(endpoint);
    }

    private static String originOf(ModelReference reference) {
        String asked = reference.endpoint();
        if (asked == null) {
            asked = switch (reference.scheme()) {
                case "http", "https", "oci" -> reference.location();
                default -> "https://" + reference.host();
            };
        }
        String scheme = asked.substring(0, Math.max(0, asked.indexOf("://"))).toLowerCase(Locale.ROOT);
        String authority = authorityOf(asked).toLowerCase(Locale.ROOT);
        String usualPort = scheme.equals("http") ? ":80" : ":443";
        return scheme + "://"
                + (authority.endsWith(usualPort) ? authority.substring(0, authority.length() - usualPort.length()) : authority);
    }

    /** The host that the centre's credentials are for, lower case; null when it has none. */
    @Nullable
    String host() {
        return type == CenterType.LOCAL ? null : anything().host();
    }

    /** What S3's signatures call the region, or null when that is for the store to say. */
    @Nullable
    String region() {
        return text(parameters, "region");
    }

    /** The open parameters; missing when there are none. */
    public JsonNode parameters() {
        return parameters;
    }

    /** Whether the centre answers for a reference: one of its own kind; of a registry, which each reference names itself, only the same. */
    private boolean here(ModelReference reference) {
        if (endpoint == null || !reference.scheme().equals(type.scheme()) || type == CenterType.HTTP) {
            return false;
        }
        return type != CenterType.OCI || authorityOf(reference.location()).equalsIgnoreCase(authorityOf(endpoint));
    }

    /** What stands before a relative path. */
    private String base() {
        String own = type.scheme() + "://";
        if (url.startsWith(own)) {
            return url + "/";
        }
        return type == CenterType.OCI ? own + url.replaceFirst("^https?://", "") + "/" : own;
    }

    /** With the centre's own revision, or tag, where the reference says none. */
    private ModelReference pinned(ModelReference reference) {
        String revision = revision();
        if (revision == null || !reference.scheme().equals(type.scheme())) {
            return reference;
        }
        String location = reference.location();
        return switch (type) {
            case HUGGINGFACE, MODELSCOPE -> location.indexOf('@') >= 0 ? reference
                    : reference.with(NAME.matcher(location)
                            .replaceFirst(name -> Matcher
                                    .quoteReplacement(name.group() + "@" + revision.replace("%", "%25").replace("/", "%2F"))));
            case OCI, OLLAMA ->
                    location.substring(location.lastIndexOf('/') + 1).matches("[^:@]*") ? reference.with(location + ":" + revision)
                            : reference;
            default -> reference;
        };
    }

    private static @Nullable String text(JsonNode parameters, String key) {
        JsonNode value = parameters.path(key);
        return value.isString() && !value.stringValue().isBlank() ? value.stringValue().strip() : null;
    }

    private static CenterType typeOf(String url, @Nullable String label) {
        if (label == null) {
            return CenterType.guessed(url);
        }
        return CenterType.labelled(label).orElseThrow(
                () -> CheckedCenter.refused("parameters",
                        "names the type '" + shown(label) + "', which is none of " + CenterType.labels()));
    }

    private static @Nullable String endpointOf(@Nullable String given, String url) {
        if (given == null) {
            return url.matches("(?i)https?://.*") ? url : null;
        }
        try {
            URI endpoint = new URI(given);
            if (given.matches("(?i)https?://[^?#@]+") && endpoint.getHost() != null) {
                return given.replaceAll("/+$", "");
            }
        } catch (URISyntaxException malformed) {
            throw notAnEndpoint(malformed);
        }
        throw notAnEndpoint(null);
    }

    private static IngestionException notAnEndpoint(@Nullable Throwable cause) {
        String sentence = CheckedCenter
                .refused("parameters", "names an endpoint that is no http or https URL of a host, without query and user name")
                .getMessage();
        return new IngestionException(FailureKind.INVALID_REQUEST, sentence, cause);
    }

    private static String shown(String label) {
        String clean = label.replaceAll("\\p{Cntrl}", "?");
        return clean.length() > 40 ? clean.substring(0, 40) + "…" : clean;
    }

    private static String authorityOf(String url) {
        return url.replaceFirst("^[A-Za-z0-9+.-]+://", "").replaceFirst("/.*", "");
    }

    /** A JSON object, or a missing node for anything else. */
    static JsonNode parsed(@Nullable String parameters) {
        try {
            JsonNode read = JSON.readTree(Objects.requireNonNullElse(parameters, ""));
            return read.isObject() ? read : MissingNode.getInstance();
        } catch (JacksonException noJson) {
            return MissingNode.getInstance();
        }
    }
}
