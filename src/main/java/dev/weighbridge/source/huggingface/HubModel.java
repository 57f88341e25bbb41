package dev.weighbridge.source.huggingface;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.ArtifactKind;
import org.jspecify.annotations.Nullable;

/**
 * A model's or dataset's repository at a hub, and the URLs of all that the hub tells of it.
 *
 * @param endpoint the hub's URL, without a slash at its end
 * @param id {@code org/name}, or a bare {@code name}
 */
record HubModel(ArtifactKind kind, String endpoint, String id) {

    /** A model. */
    HubModel(String endpoint, String id) {
        this(ArtifactKind.MODEL, endpoint, id);
    }

    /** The same kind of thing under another name. */
    HubModel named(String other) {
        return new HubModel(kind, endpoint, other);
    }

    /** The only host that may see a token for it. */
    @Nullable
    String host() {
        return URI.create(endpoint).getHost();
    }

    /** Where a person looks at it. */
    String page() {
        return endpoint + switch (kind) {
            case MODEL -> "/";
            case DATASET -> "/datasets/";
        } + id;
    }

    /** The details of a revision, with what the hub's scanners say of it. */
    URI revision(String revision) {
        return api("/revision/" + encoded(revision) + "?securityStatus=true");
    }

    URI pathsInfo(String commit) {
        return api("/paths-info/" + commit);
    }

    URI refs() {
        return api("/refs");
    }

    /** @param folder {@code ""} for the root */
    URI tree(String commit, String folder, boolean recursive) {
        return api("/tree/" + commit + (folder.isEmpty() ? "" : "/" + encodedPath(folder)) + "?recursive=" + recursive + "&expand=false");
    }

    URI file(String commit, String path) {
        return URI.create(page() + "/resolve/" + commit + "/" + encodedPath(path));
    }

    /** The models of an organisation or user that this is named like, with their commits. The latest come first, so that none is missed if one comes meanwhile. */
    URI ofAuthor() {
        return URI.create(endpoint + "/api/models?author=" + encoded(id)
                + "&sort=createdAt&direction=-1&limit=100&expand=sha&expand=disabled");
    }

    /** The collection that this is named like. */
    URI asCollection() {
        return URI.create(endpoint + "/api/collections/" + encodedPath(id));
    }

    private URI api(String rest) {
        return URI.create(endpoint + "/api/" + kind.word() + "s/" + id + rest);
    }

    private static String encodedPath(String path) {
        return Arrays.stream(path.split("/", -1)).map(HubModel::encoded).collect(Collectors.joining("/"));
    }

    /** With every character percent-encoded but those that RFC 3986 calls unreserved; a slash, too. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }
}
