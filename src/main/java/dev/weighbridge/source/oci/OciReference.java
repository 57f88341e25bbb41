package dev.weighbridge.source.oci;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.net.ShownUrl;
import org.jspecify.annotations.Nullable;

/**
 * What a reference asks for: {@code oci://host[:port]/repository[:tag][@sha256:digest]} or {@code ollama://[namespace/]name[:tag]}.
 *
 * @param tag the tag as it was given, else {@code latest}; not asked for when there is a digest
 * @param digest of the manifest, or null when the tag decides
 * @param accept the media types of manifests that are asked for; a registry that has a model in several layouts chooses by it
 */
record OciReference(Repository repository, String tag, @Nullable Digest digest, String accept) {

    static final String LATEST = "latest";

    private static final String OLLAMA = "https://registry.ollama.ai";

    private static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    private static final String ANY_MANIFEST = "application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json, "
            + DOCKER_MANIFEST + ", application/vnd.docker.distribution.manifest.list.v2+json";

    /** Names and tags of the OCI distribution specification, and upper case, which some hubs have. */
    private static final String NAME = "(?<name>[A-Za-z0-9_][A-Za-z0-9._/-]{0,254})(:(?<tag>[A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?"
            + "(@sha256:(?<hex>[0-9a-f]{64}))?";

    private static final Pattern OCI_FORM = Pattern
            .compile("oci://(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(?<port>:[0-9]{1,5})?/" + NAME);

    private static final Pattern OLLAMA_FORM = Pattern.compile("ollama://(?![^/]*/[^/]*/)" + NAME);

    /** @throws IngestionException INVALID_REQUEST if it has another form, or an endpoint that is no URL */
    static OciReference of(ModelReference reference) {
        return reference.scheme().equals("ollama") ? ollama(reference) : oci(reference);
    }

    /** As a person writes it, without the default tag. */
    @Override
    public String toString() {
        String host = repository.registry().replaceFirst("^https?://", "");
        return host + "/" + repository.name() + (digest == null ? ":" + tag : "@" + digest);
    }

    /** The tag as a version text, or null for the default one, which says nothing. */
    @Nullable
    String version() {
        return tag.equals(LATEST) ? null : tag;
    }

    String asked() {
        return digest == null ? tag : digest.toString();
    }

    private static OciReference oci(ModelReference reference) {
        Matcher parts = parsed(OCI_FORM, reference, "oci://host/repository:tag or oci://host/repository@sha256:digest");
        String registry = reference.endpoint() == null ? RegistryHosts.urlOf(group(parts, "host") + orEmpty(parts.group("port")))
                : checked(reference.endpoint());
        String name = group(parts, "name");
        boolean official = name.indexOf('/') < 0 && RegistryHosts.isDockerHub(URI.create(registry).getHost());
        return built(registry, official ? "library/" + name : name, parts, ANY_MANIFEST);
    }

    private static OciReference ollama(ModelReference reference) {
        Matcher parts = parsed(OLLAMA_FORM, reference, "ollama://name:tag or ollama://namespace/name:tag");
        String name = group(parts, "name");
        String registry = reference.endpoint() == null ? OLLAMA : checked(reference.endpoint());
        return built(registry, name.indexOf('/') < 0 ? "library/" + name : name, parts, DOCKER_MANIFEST);
    }

    private static OciReference built(String registry, String name, Matcher parts, String accept) {
        String tag = parts.group("tag");
        String hex = parts.group("hex");
        return new OciReference(new Repository(registry, name), tag == null ? LATEST : tag, hex == null ? null : Digest.sha256(hex),
                accept);
    }

    private static Matcher parsed(Pattern form, ModelReference reference, String forms) {
        Matcher parts = form.matcher(reference.location());
        if (!parts.matches() || ("/" + parts.group("name") + "/").matches(".*(//|/\\.).*")) {
            throw new IngestionException(FailureKind.INVALID_REQUEST, "Could not read the reference '"
                    + ShownUrl.ofReference(reference.location()) + "': it has not the form of a model in a registry. Write " + forms + ".");
        }
        return parts;
    }

    private static String checked(String endpoint) {
        try {
            URI url = new URI(endpoint);
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (http && url.getHost() != null && url.getRawQuery() == null && url.getRawFragment() == null
                    && url.getRawUserInfo() == null) {
                return RegistryHosts.isDockerHub(url.getHost()) ? RegistryHosts.urlOf(url.getHost()) : endpoint.replaceAll("/+$", "");
            }
        } catch (URISyntaxException malformed) {
            throw noUrl(endpoint);
        }
        throw noUrl(endpoint);
    }

    private static IngestionException noUrl(String endpoint) {
        return new IngestionException(FailureKind.INVALID_REQUEST, "Could not read the registry's URL '" + ShownUrl.ofReference(endpoint)
                + "': it is not http or https with a host and nothing but a path. Correct the model centre's url.");
    }

    private static String group(Matcher parts, String name) {
        return String.valueOf(parts.group(name));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
