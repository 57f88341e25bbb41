package dev.weighbridge.source.modelscope;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.source.Contact;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.RangedFetch;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceStream;
import dev.weighbridge.source.Span;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads models of ModelScope, {@code modelscope://owner/name[@revision][/subfolder-or-file]}, from the reference's endpoint or else from
 * www.modelscope.cn. A branch or tag is pinned to its commit where the hub tells it; else its files are fetched by its name, and one that has
 * changed fails with SOURCE_CHANGED. With a subfolder, that is the model's root. The API is not specified anywhere: what is read of it is what the
 * hub's own client reads (github.com/modelscope/modelscope, hub/api.py, June 2026).
 */
@Component
final class ModelScopeSource implements ModelSource {

    private static final Logger LOG = LoggerFactory.getLogger(ModelScopeSource.class);

    private final Hub hub;

    private final int maxFiles;

    ModelScopeSource(OutboundClient client, ModelScopeSettings settings, Clock clock) {
        this.hub = new Hub(client, clock);
        this.maxFiles = settings.maxFiles();
    }

    @Override
    public String kind() {
        return "modelscope";
    }

    @Override
    public List<String> forms() {
        return List.of("modelscope://owner/name", "modelscope://owner/name@revision");
    }

    @Override
    public boolean reads(ModelReference reference) {
        return reference.scheme().equals("modelscope");
    }

    @Override
    public Listing list(ModelReference reference, SourceAccess access) {
        RepositoryReference wanted = RepositoryReference.of(reference);
        Visit visit = hub.visit(wanted.repository(), access);
        var revisions = new Revisions(visit);
        var pages = new FilePages(visit);
        String named = wanted.revision() == null ? Revisions.DEFAULT : wanted.revision();
        boolean isCommit = PinnedFile.COMMIT.matcher(named).matches();
        String version = wanted.revision() == null || isCommit ? null : revisions.versionOf(named);
        List<RepoEntry> tree = pages.of(named, "", true);
        String commit = isCommit ? named : revisions.pin(named, pages, tree);
        String asked = commit == null ? named : commit;
        Collection<RepoEntry> entries = new FileWalk(pages, wanted, asked, maxFiles).files(tree);
        requireFiles(wanted, entries);
        var listing = new Listing(commit, version, latest(entries), files(wanted, asked, entries));
        return commit == null ? unpinned(listing, named, wanted.repository()) : listing;
    }

    @Override
    public void reach(ModelReference reference) {
        Contact.with(hub.client(), URI.create(RepositoryReference.of(reference).repository().endpoint() + "/"));
    }

    @Override
    public SourceStream open(SourceFile file, Span span, SourceAccess access) {
        if (file.size() == 0) {
            return new EmptyStream();
        }
        PinnedFile pinned = PinnedFile.of(file);
        Visit visit = hub.visit(pinned.repository(), access);
        var answers = new FileAnswers(visit, hub.refusals(), pinned);
        if (!pinned.isPinned() && (file.announced() == null || span.from() == 0)) {
            answers.requireListed(file);
        }
        var fetch = new RangedFetch(hub.client(), answers);
        return visit.ask(URI.create(file.locator()),
                request -> new FirstByteStream(fetch.open(file, request, span, null), file.path()));
    }

    private static Listing unpinned(Listing listing, String named, Repository repository) {
        LOG.info("The hub tells no commit for '{}' of {}: its files are fetched by that name", named, repository.shown());
        return new Listing(DigestSet.of(listing.files()), listing.tag(), listing.sourceTime(), listing.files());
    }

    private static List<SourceFile> files(RepositoryReference wanted, String revision, Collection<RepoEntry> entries) {
        return entries.stream().map(entry -> entry.as(Objects.requireNonNull(wanted.nameOf(entry.path())), wanted.repository(), revision))
                .toList();
    }

    private static @Nullable Instant latest(Collection<RepoEntry> entries) {
        return entries.stream().map(RepoEntry::time).filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(null);
    }

    private static void requireFiles(RepositoryReference wanted, Collection<RepoEntry> entries) {
        if (entries.isEmpty()) {
            throw new IngestionException(FailureKind.SOURCE_NOT_FOUND, "Could not list " + wanted.repository().shown() + ": "
                    + (wanted.within().isEmpty() ? "it holds no file"
                            : "it has no file or folder '" + wanted.within() + "' with a file in it")
                    + ". Check the reference, or put the files there.");
        }
    }
}
