package dev.weighbridge.center;

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

    /** The place of a model that is to be added; its {@code parameters} may hold, under {@code weighbridge}, which files are wanted. */
    public ModelPlace of(String accountUuid, GivenFields given, @Nullable String token) {
        return of(accountUuid, given.modelCenterUuid(), given.installPath(), token,
                Selection.parse(CenterPlace.parsed(given.parameters()).path("weighbridge")));
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
        ModelCenter center = centers.find(centerUuid)
                .orElseThrow(() -> new IngestionException(FailureKind.NOT_FOUND, "Could not find the model: its model centre " + centerUuid
                        + " does not exist, or was deleted. Name one that exists."));
        CenterPlace place = center.place();
        ModelReference reference = place.reference(installPath);
        ModelSource source = sources.of(reference);
        boolean byCenter = center.getAccountUuid().equals(accountUuid) && place.answersFor(reference);
        SourceAccess access = token != null ? SourceAccess.of(reference, token)
                : byCenter ? centers.access(centerUuid) : SourceAccess.ANONYMOUS;
        return new ModelPlace(reference, source, access.in(place.region()), asked.orElse(Selection.parse(place.parameters())),
                trusted.trust(reference));
    }

    /** Which files a request wants, as a text that is equal for equal wishes; checked. */
    public static String filtersOf(GivenFields given) {
        JsonNode wanted = CenterPlace.parsed(given.parameters()).path("weighbridge");
        Selection.parse(wanted);
        return wanted.toString();
    }
}
