package dev.weighbridge.source.huggingface;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.OutboundResponse;
import dev.weighbridge.source.Contact;
import dev.weighbridge.source.Documents;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.RangedFetch;
import dev.weighbridge.source.Refusals;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceStream;
import dev.weighbridge.source.Span;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Reads models and datasets of the Hugging Face Hub and of its mirrors: pins the commit, lists its tree, and fetches each file from where the hub redirects to. */
@Component
final class HuggingFaceSource implements ModelSource, RangedFetch.Answers {

    private final OutboundClient client;

    private final Refusals refusals;

    private final HubRefusals hubRefusals;

    private final Pinning pinning;

    private final HubTree tree;

    private final HubScan scan;

    private final RangedFetch fetch;

    private final Limits limits;

    /**
     * What the hub gives at once.
     *
     * @param whole a larger file is refused without a range, in bytes
     * @param stretch bytes of such a file that are asked for at once
     */
    record Limits(long whole, long stretch) {

        /** 50 GB is where the hub's own client stops asking for whole files. */
        static final Limits HUB = new Limits(50_000_000_000L, 16L << 30);
    }

    @Autowired
    HuggingFaceSource(OutboundClient client, HubSettings settings, Clock clock) {
        this(client, settings, clock, Limits.HUB);
    }

    HuggingFaceSource(OutboundClient client, HubSettings settings, Clock clock, Limits limits) {
        this.client = client;
        this.refusals = new Refusals(clock);
        this.hubRefusals = new HubRefusals(clock, refusals);
        var documents = new Documents(client, refusals);
        this.pinning = new Pinning(documents, hubRefusals);
        this.tree = new HubTree(documents, hubRefusals, settings.maxFiles());
        this.scan = new HubScan(documents, hubRefusals);
        this.fetch = new RangedFetch(client, this);
        this.limits = limits;
    }

    @Override
    public String kind() {
        return "huggingface";
    }

    @Override
    public List<String> forms() {
        return List.of("hf://org/name", "hf://org/name@revision/folder", "hf://datasets/org/name");
    }

    @Override
    public boolean reads(ModelReference reference) {
        return reference.scheme().equals("hf");
    }

    @Override
    public Listing list(ModelReference reference, SourceAccess access) {
        HubReference asked = HubReference.of(reference);
        String token = access.tokenFor(asked.model().host());
        PinnedModel pinned = pinning.pin(asked, token);
        List<SourceFile> files = tree.files(pinned, asked.path(), token);
        return new Listing(pinned.commit(), pinned.tag(), pinned.modified(), files,
                pinned.facts().with(scan.below(pinned, asked.path(), token)));
    }

    @Override
    public void reach(ModelReference reference) {
        Contact.with(client, URI.create(HubReference.of(reference).model().endpoint() + "/"));
    }

    @Override
    public SourceStream open(SourceFile file, Span span, SourceAccess access) {
        OutboundRequest whole = request(file, access);
        if (file.size() <= limits.whole() || span.to() - span.from() <= limits.stretch()) {
            return fetch.open(file, whole, span, null);
        }
        try {
            return StretchedStream.open(part -> fetch.open(file, whole, part, null), span, file.size(), limits.stretch());
        } catch (IOException broken) {
            throw new IngestionException(FailureKind.SOURCE_UNAVAILABLE,
                    "Could not read the file '" + file.path() + "': the connection broke. It is tried again later.", broken);
        }
    }

    @Override
    public void check(OutboundRequest request, OutboundResponse response, SourceFile file) {
        HubFile listed = HubFile.of(file);
        int status = response.status();
        if (status != 200 && status != 206 && status != 416) {
            throw hubRefusals.of(listed.asked(), request, response);
        }
        refusals.requireTheFileItself(request, response, file.path());
        listed.requireTheSame(response);
    }

    private static OutboundRequest request(SourceFile file, SourceAccess access) {
        OutboundRequest request = OutboundRequest.get(URI.create(file.locator()));
        String token = access.tokenFor(request.url().getHost());
        return request.withToken(token);
    }
}
