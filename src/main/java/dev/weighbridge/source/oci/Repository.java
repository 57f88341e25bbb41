package dev.weighbridge.source.oci;

import java.net.URI;
import java.net.URISyntaxException;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.source.SourceAccess;
import org.jspecify.annotations.Nullable;

/**
 * A repository of a registry.
 *
 * @param registry its URL without a slash at the end: {@code https://ghcr.io}
 * @param name {@code org/model}
 */
record Repository(String registry, String name) {

    private static final String API = "/v2/";

    private static final String BLOBS = "/blobs/";

    /** {@code <registry>/v2/<name>/manifests/<tag or digest>}: OCI distribution specification 1.1, end-3. */
    URI manifest(String tagOrDigest) {
        return url("/manifests/" + tagOrDigest);
    }

    /** {@code <registry>/v2/<name>/blobs/<digest>}: OCI distribution specification 1.1, end-2. */
    URI blob(Digest digest) {
        return url(BLOBS + digest);
    }

    /**
     * {@code <registry>/v2/<name>/tags/list}: OCI distribution specification 1.1, end-8.
     *
     * @param last the last tag that is known, percent-encoded; null for the first page
     */
    URI tags(@Nullable String last) {
        return url("/tags/list?n=1000" + (last == null ? "" : "&last=" + last));
    }

    /** Where the registry says whether it speaks this protocol: OCI distribution specification 1.1, end-1. */
    URI api() {
        return URI.create(registry + API);
    }

    /** The repository of a URL that {@link #blob} made. */
    static Repository ofBlob(URI blob) {
        String text = blob.toString();
        int api = text.indexOf(API);
        int blobs = text.lastIndexOf(BLOBS);
        if (api < 0 || blobs < api) {
            throw new IllegalArgumentException("not the URL of a blob: " + text);
        }
        return new Repository(text.substring(0, api), text.substring(api + API.length(), blobs));
    }

    private URI url(String below) {
        try {
            return new URI(registry + API + name + below);
        } catch (URISyntaxException malformed) {
            throw new IngestionException(FailureKind.INVALID_REQUEST, "Could not ask the registry for " + name + ": its URL is malformed ("
                    + malformed.getReason() + "). Correct the model centre's url.");
        }
    }

    /** Who signs in there, or null for nobody. A token without a name is a password; registries that take such look at no name. */
    SourceAccess.@Nullable Login login(SourceAccess access) {
        for (String host : RegistryHosts.namesOf(URI.create(registry).getHost())) {
            SourceAccess.Login login = access.loginFor(host);
            String token = access.tokenFor(host);
            if (login != null || token != null) {
                return login == null ? new SourceAccess.Login(RegistryHosts.NAME_OF_A_TOKEN, String.valueOf(token)) : login;
            }
        }
        return null;
    }
}
