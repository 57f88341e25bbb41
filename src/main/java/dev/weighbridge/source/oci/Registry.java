package dev.weighbridge.source.oci;

import java.net.URI;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.source.Documents;
import dev.weighbridge.source.SourceAccess;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Fetches manifests and configs, and believes none of them before its bytes hash to what they should. */
final class Registry {

    /** What registries take at least, and most at most: OCI distribution specification 1.1, "Pushing Manifests". */
    static final int LARGEST = 4 * 1024 * 1024;

    private final Documents documents;

    private final RegistryTokens tokens;

    private final RegistryRefusals refusals;

    /**
     * A manifest as it came.
     *
     * @param digest of its bytes
     */
    record Fetched(Digest digest, JsonNode json) {}

    Registry(Documents documents, RegistryTokens tokens, RegistryRefusals refusals) {
        this.documents = documents;
        this.tokens = tokens;
        this.refusals = refusals;
    }

    /**
     * The manifest or index that {@code reference} names.
     *
     * @throws IngestionException DIGEST_MISMATCH, LIMIT_EXCEEDED, SOURCE_NOT_FOUND, SOURCE_DENIED, SOURCE_RATE_LIMITED, SOURCE_UNAVAILABLE
     */
    Fetched manifest(OciReference reference, SourceAccess access) {
        return manifest(reference, reference.asked(), reference.digest(), access);
    }

    /** A manifest of an index. */
    Fetched manifest(OciReference reference, Descriptor entry, SourceAccess access) {
        return manifest(reference, entry.digest().toString(), entry.digest(), access);
    }

    /** A config of at most {@link #LARGEST} bytes. */
    JsonNode config(OciReference reference, Descriptor config, SourceAccess access) {
        URI url = reference.repository().blob(config.digest());
        Documents.Document document = fetched(OutboundRequest.get(url), reference.repository(), access);
        return verified(url, document, config.digest()).json();
    }

    private Fetched manifest(OciReference reference, String asked, @Nullable Digest expected, SourceAccess access) {
        URI url = reference.repository().manifest(asked);
        Documents.Document document = fetched(OutboundRequest.get(url).withHeader("Accept", reference.accept()), reference.repository(),
                access);
        String announced = document.header("Docker-Content-Digest");
        Fetched fetched = verified(url, document, expected);
        if (announced != null && announced.startsWith("sha256:") && !announced.strip().equalsIgnoreCase(fetched.digest().toString())) {
            throw mismatch(url, announced.strip().replaceAll("[^a-z0-9:]", "?"), fetched.digest());
        }
        return fetched;
    }

    private Documents.Document fetched(OutboundRequest request, Repository repository, SourceAccess access) {
        SourceAccess.Login login = repository.login(access);
        return tokens.send(request, repository, login, signed -> documents.fetch(signed, LARGEST,
                (asked, response) -> refusals.of(asked, response, login)));
    }

    private static Fetched verified(URI url, Documents.Document document, @Nullable Digest expected) {
        Digest digest = Digest.sha256(DigestUtils.sha256Hex(document.bytes()));
        if (expected != null && !expected.equals(digest)) {
            throw mismatch(url, expected.toString(), digest);
        }
        return new Fetched(digest, json(document, expected != null));
    }

    /** Bytes that hash to what they should will not become JSON by waiting. */
    private static JsonNode json(Documents.Document document, boolean isVerified) {
        try {
            return document.json();
        } catch (IngestionException noJson) {
            if (isVerified) {
                throw new MalformedManifestException("what it names by digest is no JSON");
            }
            throw noJson;
        }
    }

    private static IngestionException mismatch(URI url, String expected, Digest digest) {
        return new IngestionException(FailureKind.DIGEST_MISMATCH, "Could not take " + url + ": its bytes have the digest " + digest
                + " and should have " + expected + ". It is tried once more; then ask who runs the registry.");
    }
}
