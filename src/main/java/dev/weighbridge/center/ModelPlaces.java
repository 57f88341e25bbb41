package dev.weighbridge.center;

import java.util.List;
import java.util.Set;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.ModelSources;
import dev.weighbridge.source.Pace;
import dev.weighbridge.source.Selection;
import dev.weighbridge.source.Shelf;
import dev.weighbridge.source.SourceAccess;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds out where a model lies, who reads it, and with what right. For many threads. */
@Component
public class ModelPlaces {

    private final ModelCenters centers;

    private final ModelSources sources;

    private final TrustedHubs trusted;

    private final Paces paces;

    ModelPlaces(ModelCenters centers, ModelSources sources, TrustedHubs trusted, Paces paces) {
        this.centers = centers;
        this.sources = sources;
        this.trusted = trusted;
        this.paces = paces;
    }

    /**
     * The place of what is to be added. A model's {@code parameters} may hold, under {@code weighbridge}, which files are wanted; of a dataset all are,
     * whatever its centre says of models. The parameters of both, and else the centre's, may hold the {@code bandwidth} that the source is held to.
     */
    public ModelPlace of(ArtifactKind kind, String accountUuid, GivenFields given, @Nullable String token) {
        ModelCenter center = center(given.modelCenterUuid());
        Selection selection = switch (kind) {
            case MODEL -> wantedOf(given).orElse(Selection.parse(center.place().parameters()));
            case DATASET -> Selection.EVERYTHING;
        };
        return paced(place(new Asked(kind, accountUuid, given.installPath(), token), center, selection), accountUuid, center,
                Pace.of(ours(given)));
    }

    private ModelPlace paced(ModelPlace place, String accountUuid, ModelCenter center, @Nullable Pace asked) {
        Pace pace = asked == null ? Pace.of(center.place().parameters()) : asked;
        return pace == null ? place : place.from(paces.paced(place.source(), new Paces.Shared(accountUuid, center.getUuid(), pace)));
    }

    /**
     * The place of a model.
     *
     * @param accountUuid who asks: a centre's credentials serve its owner only
     * @param token the request's own, for the reference's host; null for the centre's, for the very place that the centre is
     * @param asked which files the request wants; what it leaves open is the centre's to say
     * @throws IngestionException NOT_FOUND if there is no such centre, INVALID_REQUEST if no source reads such a reference
     */
    public ModelPlace of(String accountUuid, String centerUuid, String installPath, @Nullable String token, Selection asked) {
        ModelCenter center = center(centerUuid);
        return place(new Asked(ArtifactKind.MODEL, accountUuid, installPath, token), center,
                asked.orElse(Selection.parse(center.place().parameters())));
    }

    /**
     * A shelf of a centre, and with what right it is listed: the centre's credentials serve its owner only, and only for the centre itself.
     *
     * @param path relative to the centre, or a full reference
     * @param revisions patterns of branches and tags; with none, the centre's own revision counts where places are listed by revisions
     * @throws IngestionException NOT_FOUND if there is no such centre, INVALID_REQUEST if the path cannot be read
     */
    public PlacedShelf shelf(String accountUuid, String centerUuid, Shelf.Kind kind, String path, List<String> revisions) {
        ModelCenter center = center(centerUuid);
        CenterPlace place = center.place();
        ModelReference reference = place.shelf(path);
        boolean hasRevisions = Set.of("hf", "oci").contains(reference.scheme());
        String usual = hasRevisions ? place.revision() : null;
        boolean byCenter = center.getAccountUuid().equals(accountUuid) && place.answersFor(reference);
        SourceAccess access = byCenter ? centers.access(center) : SourceAccess.ANONYMOUS;
        return new PlacedShelf(new Shelf(kind, hasRevisions || kind != Shelf.Kind.MODEL ? reference : place.reference(path),
                revisions.isEmpty() && usual != null ? List.of(usual) : revisions), access.in(place.region()));
    }

    /** A shelf, and with what right it is listed. */
    public record PlacedShelf(Shelf shelf, SourceAccess access) {}

    private record Asked(ArtifactKind kind, String accountUuid, String path, @Nullable String token) {}

    private ModelPlace place(Asked asked, ModelCenter center, Selection selection) {
        CenterPlace place = center.place();
        ModelReference reference = place.reference(asked.kind(), asked.path());
        ModelSource source = sources.of(reference);
        boolean byCenter = center.getAccountUuid().equals(asked.accountUuid()) && place.answersFor(reference);
        String token = asked.token();
        SourceAccess access = token != null ? SourceAccess.of(reference, token)
                : byCenter ? centers.access(center) : SourceAccess.ANONYMOUS;
        return new ModelPlace(reference, source, access.in(place.region()), selection, trusted.trust(reference));
    }

    private ModelCenter center(String uuid) {
        return centers.find(uuid).orElseThrow(() -> new IngestionException(FailureKind.NOT_FOUND,
                "Could not find where the files are: the model centre " + uuid + " does not exist, or was deleted. Name one that exists."));
    }

    /** Which files a request wants; what it leaves open is the centre's to say. */
    public static Selection wantedOf(GivenFields given) {
        return Selection.parse(ours(given));
    }

    /** Which files a request wants, as a text that is equal for equal wishes, however fast they may come; checked. */
    public static String filtersOf(GivenFields given) {
        JsonNode wanted = ours(given);
        Selection.parse(wanted);
        Pace.of(wanted);
        return wanted instanceof ObjectNode object ? object.deepCopy().without("bandwidth").toString() : wanted.toString();
    }

    /** What the request's parameters say to us. */
    private static JsonNode ours(GivenFields given) {
        return CenterPlace.parsed(given.parameters()).path("weighbridge");
    }
}
