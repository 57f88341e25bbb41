package dev.weighbridge.source.oci;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.OutboundResponse;
import dev.weighbridge.source.AtOnce;
import dev.weighbridge.source.CatalogEntry;
import dev.weighbridge.source.Documents;
import dev.weighbridge.source.ModelCatalog;
import dev.weighbridge.source.Refusals;
import dev.weighbridge.source.Shelf;
import dev.weighbridge.source.ShelfLimit;
import dev.weighbridge.source.SourceAccess;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The tags of a registry's repository: one request for a thousand of them (OCI distribution specification 1.1, end-8), and a HEAD of each that is followed, which
 * registries do not count as a pull. Tags that stand for signatures and attachments of a digest are no models.
 */
@Component
final class OciCatalog implements ModelCatalog {

    private static final Pattern OF_A_DIGEST = Pattern.compile("sha256-[0-9a-f]{64}.*");

    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    private static final Pattern LAST = Pattern.compile("<[^>]*[?&]last=([^&>]+)[^>]*>\\s*;\\s*rel=\"?next\"?");

    private final OutboundClient client;

    private final Documents documents;

    private final RegistryTokens tokens;

    private final RegistryRefusals refusals;

    OciCatalog(OutboundClient client, Clock clock) {
        var general = new Refusals(clock);
        this.client = client;
        this.documents = new Documents(client, general);
        this.tokens = new RegistryTokens(new SignIn(documents, clock), clock);
        this.refusals = new RegistryRefusals(general);
    }

    @Override
    public boolean lists(Shelf shelf) {
        return shelf.place().scheme().equals("oci") && (shelf.kind() == Shelf.Kind.REPOSITORY || shelf.kind() == Shelf.Kind.MODEL);
    }

    @Override
    public List<CatalogEntry> list(Shelf shelf, int most, SourceAccess access) {
        if (shelf.kind() == Shelf.Kind.MODEL && shelf.revisions().isEmpty()) {
            return List.of(entry(shelf.place(), OciReference.of(shelf.place()), access));
        }
        String base = base(shelf.place());
        var limit = new ShelfLimit(shelf, most);
        List<String> wanted = tags(OciReference.of(shelf.place()).repository(), limit, access).stream()
                .filter(tag -> shelf.wants(tag, true)).toList();
        AtOnce.ask(wanted, tag -> ifThere(shelf.place().with(base + ":" + tag), access))
                .forEach(found -> limit.add(found.stream().toList()));
        return limit.entries();
    }

    private Optional<CatalogEntry> ifThere(ModelReference tagged, SourceAccess access) {
        try {
            return Optional.of(entry(tagged, OciReference.of(tagged), access));
        } catch (IngestionException failed) {
            if (failed.kind() == FailureKind.SOURCE_NOT_FOUND) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    private CatalogEntry entry(ModelReference place, OciReference asked, SourceAccess access) {
        Digest given = asked.digest();
        String digest = given == null ? digest(asked, access) : given.toString();
        String base = base(place);
        return new CatalogEntry(base.substring("oci://".length()), asked.tag(), base + ":" + asked.tag() + "@" + digest, digest,
                asked.version());
    }

    /** What a tag names now, without its bytes if the registry says the digest in a header, as the specification wants. */
    private String digest(OciReference asked, SourceAccess access) {
        OutboundRequest head = OutboundRequest.head(asked.repository().manifest(asked.tag())).withHeader("Accept", asked.accept());
        SourceAccess.Login login = asked.repository().login(access);
        String told = tokens.send(head, asked.repository(), login, signed -> {
            try (OutboundResponse response = client.send(signed)) {
                if (response.status() != 200) {
                    throw refusals.of(signed, response, login);
                }
                return Optional.ofNullable(response.header("Docker-Content-Digest")).map(String::strip);
            }
        }).filter(digest -> digest.matches("sha256:[0-9a-f]{64}")).orElse(null);
        return told == null ? new Registry(documents, tokens, refusals).manifest(asked, access).digest().toString() : told;
    }

    private List<String> tags(Repository repository, ShelfLimit limit, SourceAccess access) {
        Set<String> tags = new LinkedHashSet<>();
        String last = null;
        for (int pages = 1;; pages++) {
            limit.check(pages);
            Documents.Document page = page(repository, last, access);
            page.json().path("tags").valueStream().filter(JsonNode::isString).map(JsonNode::stringValue)
                    .filter(tag -> TAG.matcher(tag).matches() && !OF_A_DIGEST.matcher(tag).matches()).forEach(tags::add);
            limit.check(tags.size());
            String next = last(page.header("Link"));
            if (next == null || next.equals(last)) {
                return new ArrayList<>(tags);
            }
            last = next;
        }
    }

    private Documents.Document page(Repository repository, @Nullable String last, SourceAccess access) {
        URI url = repository.tags(last);
        SourceAccess.Login login = repository.login(access);
        return tokens.send(OutboundRequest.get(url), repository, login, signed -> documents.fetch(signed, Registry.LARGEST,
                (asked, response) -> refusals.of(asked, response, login)));
    }

    /** The last tag of the page before, percent-encoded as it came; only that is taken of a link, so that it leads nowhere else. */
    private static @Nullable String last(@Nullable String link) {
        Matcher next = LAST.matcher(link == null ? "" : link);
        return next.find() ? next.group(1) : null;
    }

    /** The reference without tag and digest. */
    private static String base(ModelReference place) {
        String location = place.location().replaceFirst("@sha256:[0-9a-f]{64}$", "");
        int slash = location.lastIndexOf('/');
        int colon = location.indexOf(':', slash);
        return colon < 0 ? location : location.substring(0, colon);
    }
}
