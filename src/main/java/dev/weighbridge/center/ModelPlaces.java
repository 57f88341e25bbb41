package dev.weighbridge.center;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.ModelSources;
import dev.weighbridge.source.Selection;
import dev.weighbridge.source.SourceAccess;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Finds out where a model lies, who reads it, and with what right. For many threads. */
@Component
public class ModelPlaces {

    private final ModelCenters centers;

    private final ModelSources sources;

    private final TrustedHubs trusted;

    ModelPlaces(ModelCenters centers, ModelSources sources, TrustedHubs trusted) {
        this.centers = centers;
        this.sources = sources;
        this.trusted = trusted;
    }

    /**
     * The place of what is to be added. A model's {@code parameters} may hold, under {@code weighbridge}, which files are wanted; of a dataset all are,
     * whatever its centre says of models.
     */
    public ModelPlace of(ArtifactKind kind, String accountUuid, GivenFields given, @Nullable String token) {
        return switch (kind) {
            case MODEL -> of(accountUuid, given.modelCenterUuid(), given.installPath(), token,
                    Selection.parse(CenterPlace.parsed(given.parameters()).path("weighbridge")));
            case DATASET -> place(new Asked(kind, accountUuid, given.installPath(), token), center(given.modelCenterUuid()),
                    Selection.EVERYTHING);
        };
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

    private record Asked(ArtifactKind kind, String accountUuid, String path, @Nullable String token) {}

    private ModelPlace place(Asked asked, ModelCenter center, Selection selection) {
        CenterPlace place = center.place();
        ModelReference reference = place.reference(asked.kind(), asked.path());
        ModelSource source = sources.of(reference);
        boolean byCenter = center.getAccountUuid().equals(asked.accountUuid()) && place.answersFor(reference);
        String token = asked.token();
        SourceAccess access = token != null ? SourceAccess.of(reference, token)
                : byCenter ? centers.access(center.getUuid()) : SourceAccess.ANONYMOUS;
        return new ModelPlace(reference, source, access.in(place.region()), selection, trusted.trust(reference));
    }

    private ModelCenter center(String uuid) {
        return centers.find(uuid).orElseThrow(() -> new IngestionException(FailureKind.NOT_FOUND,
                "Could not find where the files are: the model centre " + uuid + " does not exist, or was deleted. Name one that exists."));
    }

    /** Which files a request wants, as a text that is equal for equal wishes; checked. */
    public static String filtersOf(GivenFields given) {
        JsonNode wanted = CenterPlace.parsed(given.parameters()).path("weighbridge");
        Selection.parse(wanted);
        return wanted.toString();
    }
}
