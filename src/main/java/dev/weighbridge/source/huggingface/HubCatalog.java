package dev.weighbridge.source.huggingface;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.source.AtOnce;
import dev.weighbridge.source.CatalogEntry;
import dev.weighbridge.source.Documents;
import dev.weighbridge.source.ModelCatalog;
import dev.weighbridge.source.Refusals;
import dev.weighbridge.source.Shelf;
import dev.weighbridge.source.ShelfLimit;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.huggingface.HubRefusals.Asked;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * What organisations and collections of the Hugging Face Hub hold. An organisation is one request for a hundred models, with their commits; a collection is one
 * request and one for each of its models; with {@code revisions} there is one request for the branches and tags of each model.
 */
@Component
final class HubCatalog implements ModelCatalog {

    private static final int LONGEST = 16 * 1024 * 1024;

    private static final String DEFAULT = "main";

    private final Documents documents;

    private final HubRefusals refusals;

    HubCatalog(OutboundClient client, Clock clock) {
        var general = new Refusals(clock);
        this.documents = new Documents(client, general);
        this.refusals = new HubRefusals(clock, general);
    }

    @Override
    public boolean lists(Shelf shelf) {
        return shelf.place().scheme().equals("hf")
                && (shelf.kind() == Shelf.Kind.ORGANISATION || shelf.kind() == Shelf.Kind.COLLECTION || shelf.kind() == Shelf.Kind.MODEL);
    }

    @Override
    public List<CatalogEntry> list(Shelf shelf, int most, SourceAccess access) {
        HubReference place = HubReference.of(shelf.place());
        var listed = new Listed(shelf, place, new ShelfLimit(shelf, most), access.tokenFor(place.model().host()));
        return switch (shelf.kind()) {
            case ORGANISATION -> listed.organisation();
            case COLLECTION -> listed.collection();
            default -> listed.model();
        };
    }

    /** A model that is on the shelf, with its newest commit where the hub has told it. */
    private record Seen(HubModel model, @Nullable String commit) {}

    /** One listing on its way. */
    private final class Listed {

        private final Shelf shelf;

        private final HubReference place;

        private final ShelfLimit limit;

        private final @Nullable String token;

        Listed(Shelf shelf, HubReference place, ShelfLimit limit, @Nullable String token) {
            this.shelf = shelf;
            this.place = place;
            this.limit = limit;
            this.token = token;
        }

        List<CatalogEntry> organisation() {
            Map<String, Seen> seen = new LinkedHashMap<>();
            URI first = place.model().ofAuthor();
            for (URI next = first; next != null;) {
                Documents.Document page = fetch(next, LONGEST);
                int before = seen.size();
                page.json().valueStream().filter(model -> !new ModelDetails(model).isDisabled()).map(this::seen).flatMap(Optional::stream)
                        .forEach(one -> seen.put(one.model().id(), one));
                limit.check(seen.size());
                next = after(first, page, seen.size() > before);
            }
            return entries(seen.values());
        }

        List<CatalogEntry> collection() {
            JsonNode items = fetch(place.model().asCollection(), LONGEST).json().path("items");
            List<Seen> models = items.valueStream().filter(item -> "model".equals(ModelDetails.text(item, "type"))).map(this::seen)
                    .flatMap(Optional::stream).map(one -> new Seen(one.model(), null)).toList();
            limit.check(models.size());
            return entries(models);
        }

        List<CatalogEntry> model() {
            String revision = place.revision();
            if (revision == null && !shelf.revisions().isEmpty()) {
                return ofRefs(place.model());
            }
            return List.of(entry(place.model(), Objects.requireNonNullElse(revision, DEFAULT), null,
                    revision != null && Pinning.isLikeAVersion(revision)));
        }

        private List<CatalogEntry> entries(Collection<Seen> models) {
            AtOnce.ask(models, this::revisions).forEach(limit::add);
            return limit.entries();
        }

        /** What is gone since the list was made, or is not shown, is not there. */
        private List<CatalogEntry> revisions(Seen seen) {
            try {
                return shelf.revisions().isEmpty() ? List.of(entry(seen.model(), DEFAULT, seen.commit(), false)) : ofRefs(seen.model());
            } catch (IngestionException failed) {
                if (failed.kind() == FailureKind.SOURCE_NOT_FOUND) {
                    return List.of();
                }
                throw failed;
            }
        }

        private List<CatalogEntry> ofRefs(HubModel model) {
            JsonNode refs = documents.fetch(OutboundRequest.get(model.refs()).withToken(token), LONGEST,
                    Asked.model(model, DEFAULT).by(refusals)).json();
            Map<String, CatalogEntry> found = new LinkedHashMap<>();
            for (String kind : List.of("branches", "tags")) {
                refs.path(kind).valueStream().forEach(ref -> {
                    String name = ModelDetails.text(ref, "name");
                    String commit = ModelDetails.text(ref, "targetCommit");
                    if (name != null && commit != null && shelf.wants(name, false)) {
                        found.put(name, entry(model, name, commit, kind.equals("tags")));
                    }
                });
            }
            return new ArrayList<>(found.values());
        }

        private CatalogEntry entry(HubModel model, String revision, @Nullable String known, boolean isTag) {
            String commit = known == null ? commit(model, revision) : known;
            String path = place.path().isEmpty() || shelf.kind() != Shelf.Kind.MODEL ? "" : "/" + place.path();
            return new CatalogEntry(model.id() + path, revision, "hf://" + model.id() + "@" + commit + path, commit,
                    isTag ? revision : null);
        }

        private String commit(HubModel model, String revision) {
            Documents.Document document = documents.fetch(OutboundRequest.get(model.revision(revision)).withToken(token), LONGEST,
                    Asked.model(model, revision).by(refusals));
            String commit = new ModelDetails(document.json()).commit();
            if (commit == null) {
                throw malformed("the hub does not say which commit '" + revision + "' of " + model.id() + " is");
            }
            return commit;
        }

        private Optional<Seen> seen(JsonNode json) {
            var details = new ModelDetails(json);
            String id = details.id();
            return id == null || !Pinning.isId(id) ? Optional.empty() : Optional.of(new Seen(place.model().named(id), details.commit()));
        }

        private @Nullable URI after(URI first, Documents.Document page, boolean broughtSomething) {
            String query = NextPage.query(page.header("Link"));
            if (query == null) {
                return null;
            }
            if (!broughtSomething) {
                throw malformed("the hub's pages lead in a circle, or on and on without a model");
            }
            try {
                return URI.create(first.toString().replaceFirst("[?].*", "") + "?" + query);
            } catch (IllegalArgumentException noQuery) {
                throw malformed("the hub's link to its next page is no URL");
            }
        }

        private Documents.Document fetch(URI url, int longest) {
            var asked = new Asked(place.model().kind(), place.model().page(), "what stands at", DEFAULT);
            return documents.fetch(OutboundRequest.get(url).withToken(token), longest, asked.by(refusals));
        }

        private IngestionException malformed(String why) {
            return new IngestionException(FailureKind.SOURCE_UNAVAILABLE, "Could not list " + place.model().page() + ": " + why
                    + ". Check that the endpoint is that of a hub; it is tried again later.");
        }
    }
}
