package dev.weighbridge.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.center.ModelPlaces;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.source.CatalogEntry;
import dev.weighbridge.source.ModelCatalogs;
import dev.weighbridge.source.Selection;
import dev.weighbridge.source.Shelf;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks the places that a policy follows what they hold. For many threads. */
@Component
final class FollowedModels {

    private final ModelPlaces places;

    private final ModelCatalogs catalogs;

    private final int most;

    FollowedModels(ModelPlaces places, ModelCatalogs catalogs, SyncProperties properties) {
        this.places = places;
        this.catalogs = catalogs;
        this.most = properties.maxModels();
    }

    /**
     * What was listed.
     *
     * @param failures of models that could not be looked at: nothing is known of them, and so nothing counts as gone
     */
    record Listed(List<CatalogEntry> entries, List<Failure> failures) {}

    /** Where to look, and by what. */
    private record Place(Shelf.Kind kind, String path) {}

    /**
     * All that a policy follows. An explicit model that is not there is absent; one that cannot be looked at is a failure of its own; any other place that cannot
     * be listed is a failure of all.
     *
     * @throws IngestionException as {@link ModelCatalogs#list}; LIMIT_EXCEEDED for more than {@code weighbridge.sync.max-models}
     */
    Listed all(SyncPolicy policy) {
        Follow follow = policy.rules().follow();
        return listed(policy,
                Stream.of(places(Shelf.Kind.ORGANISATION, follow.organisations()), places(Shelf.Kind.COLLECTION, follow.collections()),
                        places(Shelf.Kind.FOLDER, follow.folders()), places(Shelf.Kind.REPOSITORY, follow.repositories()),
                        places(Shelf.Kind.MODEL, follow.models())).flatMap(List::stream).toList());
    }

    /** One model of a hub, however the policy follows it. */
    Listed one(SyncPolicy policy, String id) {
        List<String> explicit = policy.rules().follow().models().stream().filter(path -> isOf(policy, path, id)).toList();
        boolean isExplicitOnly = !explicit.isEmpty() && policy.rules().follow().organisations().isEmpty()
                && policy.rules().follow().collections().isEmpty();
        return listed(policy,
                places(Shelf.Kind.MODEL, isExplicitOnly ? explicit : Stream.concat(explicit.stream(), Stream.of("hf://" + id)).toList()));
    }

    /** Whether the policy's rules name a model of a hub, by its organisation or itself. */
    boolean names(SyncPolicy policy, String id) {
        Follow follow = policy.rules().follow();
        String owner = id.contains("/") ? id.substring(0, id.indexOf('/')) : id;
        return follow.organisations().stream().anyMatch(path -> location(policy, path).equals("hf://" + owner)) && isNamed(follow, id)
                || follow.models().stream().anyMatch(path -> isOf(policy, path, id));
    }

    private boolean isOf(SyncPolicy policy, String path, String id) {
        String location = location(policy, path);
        return location.equals("hf://" + id) || location.startsWith("hf://" + id + "@") || location.startsWith("hf://" + id + "/");
    }

    private String location(SyncPolicy policy, String path) {
        return places.shelf(policy.accountUuid(), policy.given().modelCenterUuid(), Shelf.Kind.MODEL, path, List.of()).shelf().place()
                .location()
                .replaceAll("/+$", "");
    }

    private static List<Place> places(Shelf.Kind kind, List<String> paths) {
        return paths.stream().map(path -> new Place(kind, path)).toList();
    }

    private Listed listed(SyncPolicy policy, List<Place> all) {
        Map<String, CatalogEntry> byKey = new LinkedHashMap<>();
        Map<String, CatalogEntry> byReference = new LinkedHashMap<>();
        List<Failure> failures = new ArrayList<>();
        for (Place place : all) {
            for (CatalogEntry entry : entries(policy, place, failures)) {
                // Two branches at one commit are one model.
                boolean isFirst = byReference.putIfAbsent(entry.reference() + "\0" + entry.version(), entry) == null;
                if (isFirst) {
                    byKey.putIfAbsent(Known.key(entry.id(), entry.track()), entry);
                }
            }
            if (byKey.size() > most) {
                throw new IngestionException(FailureKind.LIMIT_EXCEEDED, "Could not list what the sync policy '" + policy.given().name()
                        + "' follows: it is more than " + most
                        + " models, branches and tags. Follow less, or raise weighbridge.sync.max-models.");
            }
        }
        return new Listed(List.copyOf(byKey.values()), failures);
    }

    private List<CatalogEntry> entries(SyncPolicy policy, Place place, List<Failure> failures) {
        SyncRules rules = policy.rules();
        List<String> revisions = place.kind() == Shelf.Kind.FOLDER ? List.of() : rules.wanted().revisions();
        try {
            var placed = places.shelf(policy.accountUuid(), policy.given().modelCenterUuid(), place.kind(), place.path(), revisions);
            List<CatalogEntry> entries = catalogs.list(placed.shelf(), most, placed.access());
            return place.kind() == Shelf.Kind.MODEL ? entries
                    : entries.stream().filter(entry -> isNamed(rules.follow(), entry.id())).toList();
        } catch (IngestionException failed) {
            if (place.kind() != Shelf.Kind.MODEL || failed.kind().waitingHelps()) {
                throw failed;
            }
            if (failed.kind() != FailureKind.SOURCE_NOT_FOUND) {
                failures.add(Failure.of(failed));
            }
            return List.of();
        }
    }

    private static boolean isNamed(Follow follow, String id) {
        var names = new Selection(follow.names(), List.of(), null);
        return follow.names().isEmpty() || names.names(id) || names.names(lastPart(id));
    }

    /** {@code name} of {@code org/name} and of {@code s3://bucket/prefix/name/}. */
    static String lastPart(String id) {
        String trimmed = id.replaceAll("/+$", "");
        return trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }

    /** What a failed look says of a run that went on without it. */
    static @Nullable Failure first(List<Failure> failures) {
        return failures.isEmpty() ? null : failures.getFirst();
    }
}
