package dev.weighbridge.source.oci;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.OutboundResponse;
import dev.weighbridge.source.Contact;
import dev.weighbridge.source.ContentRange;
import dev.weighbridge.source.Documents;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.RangedFetch;
import dev.weighbridge.source.Refusals;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceStream;
import dev.weighbridge.source.Span;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads models from registries. What is listed is pinned by digests, so that nothing can change afterwards: a tag that moves, moves for the next
 * listing. Keeps tokens between calls, nothing else.
 */
@Component
final class OciSource implements ModelSource {

    private final OutboundClient client;

    private final Refusals refusals;

    private final RegistryRefusals registryRefusals;

    private final RegistryTokens tokens;

    private final Registry registry;

    private final ModelTree tree;

    OciSource(OutboundClient client, OciSettings settings, Clock clock) {
        this.client = client;
        this.refusals = new Refusals(clock);
        this.registryRefusals = new RegistryRefusals(refusals);
        var documents = new Documents(client, refusals);
        this.tokens = new RegistryTokens(new SignIn(documents, clock), clock);
        this.registry = new Registry(documents, tokens, registryRefusals);
        this.tree = new ModelTree(settings.maxFiles());
    }

    @Override
    public String kind() {
        return "oci";
    }

    @Override
    public List<String> forms() {
        return List.of("oci://host/repository:tag", "oci://host/repository@sha256:digest", "ollama://name:tag",
                "ollama://namespace/name:tag");
    }

    @Override
    public boolean reads(ModelReference reference) {
        return reference.scheme().equals("oci") || reference.scheme().equals("ollama");
    }

    @Override
    public Listing list(ModelReference reference, SourceAccess access) {
        OciReference asked = OciReference.of(reference);
        try {
            return listed(asked, access);
        } catch (MalformedManifestException malformed) {
            throw new IngestionException(FailureKind.MALFORMED_ARTIFACT,
                    "Could not read the manifest of " + asked + ": " + malformed.why() + ". " + malformed.todo() + ".", malformed);
        }
    }

    @Override
    public void reach(ModelReference reference) {
        Contact.with(client, OciReference.of(reference).repository().api());
    }

    @Override
    public SourceStream open(SourceFile file, Span span, SourceAccess access) {
        URI blob = URI.create(file.locator());
        Repository repository = Repository.ofBlob(blob);
        SourceAccess.Login login = repository.login(access);
        var fetch = new RangedFetch(client, (request, response, asked) -> requireTheBlob(request, response, asked, login));
        return tokens.send(OutboundRequest.get(blob), repository, login, request -> fetch.open(file, request, span, null));
    }

    private Listing listed(OciReference asked, SourceAccess access) {
        Registry.Fetched fetched = registry.manifest(asked, access);
        if (ManifestIndex.isOne(fetched.json())) {
            fetched = registry.manifest(asked, ManifestIndex.choose(fetched.json()), access);
        }
        Manifest manifest = Manifest.read(fetched.json());
        List<SourceFile> files = tree.files(asked, Layout.read(manifest));
        return new Listing(fetched.digest().toString(), asked.version(), time(asked, manifest, access), files, Provenance.facts(manifest));
    }

    private @Nullable Instant time(OciReference asked, Manifest manifest, SourceAccess access) {
        Instant time = Provenance.time(manifest);
        Descriptor config = Provenance.whoElseTells(manifest);
        if (time != null || config == null || config.size() > Registry.LARGEST) {
            return time;
        }
        return Provenance.time(registry.config(asked, config, access));
    }

    /** Lengths are compared here, because a digest that has another length than its manifest says is no file that has changed. */
    private void requireTheBlob(OutboundRequest request, OutboundResponse response, SourceFile file, SourceAccess.@Nullable Login login) {
        int status = response.status();
        if (status != 200 && status != 206 && status != 416) {
            throw registryRefusals.of(request, response, login);
        }
        refusals.requireTheFileItself(request, response, file.path());
        ContentRange range = ContentRange.parse(response.header("Content-Range"));
        long length = status == 200 ? response.contentLength() : range == null ? SourceFile.UNKNOWN_SIZE : range.total();
        if (length >= 0 && length != file.size()) {
            throw new IngestionException(FailureKind.SIZE_MISMATCH,
                    Refusals.start(request, response) + "the blob of '" + file.path() + "' has "
                            + length + " bytes, and the manifest says " + file.size() + ". Push the model again.");
        }
    }
}
