package dev.weighbridge.source.huggingface;

import java.util.regex.Pattern;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.source.Documents;
import dev.weighbridge.source.huggingface.HubRefusals.Asked;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds the commit that a revision is now, and what the hub says of the model or dataset there. */
final class Pinning {

    /** The details name every file of the model; 100,000 of them need some 10 MiB. */
    private static final int LONGEST = 16 * 1024 * 1024;

    private static final String DEFAULT = "main";

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,96}(/[A-Za-z0-9_.-]{1,96})?");

    /** Whether that is a version, and which, is decided elsewhere. */
    private static final Pattern LIKE_A_VERSION = Pattern
            .compile("(?i)(?:v|ver|version|release)?[-_./ ]?[0-9]+(?:[.][0-9]+)*(?:[-+_.].*)?");

    private final Documents documents;

    private final HubRefusals refusals;

    Pinning(Documents documents, HubRefusals refusals) {
        this.documents = documents;
        this.refusals = refusals;
    }

    PinnedModel pin(HubReference reference, @Nullable String token) {
        HubModel model = reference.model();
        String revision = reference.revision() == null ? DEFAULT : reference.revision();
        OutboundRequest request = OutboundRequest.get(model.revision(revision)).withToken(token);
        Documents.Document document = documents.fetch(request, LONGEST, Asked.model(model, revision).by(refusals));
        var details = new ModelDetails(document.json());
        if (details.isDisabled()) {
            throw new IngestionException(FailureKind.SOURCE_DENIED, "Could not read the " + model.kind().word() + " " + model.page()
                    + ": the hub has disabled it. Nobody can fetch it until the hub allows it again; its page may say why.");
        }
        String commit = commit(model, revision, details);
        boolean hasMoved = !document.url().equals(request.url());
        HubModel now = hasMoved ? renamed(model, details.id()) : model;
        return new PinnedModel(now, revision, commit, tag(now, reference.revision(), commit, token), details.modified(), details.facts());
    }

    /** Whether a revision is named as versions are. */
    static boolean isLikeAVersion(String revision) {
        return LIKE_A_VERSION.matcher(revision).matches();
    }

    /** Whether a text can be the name of a model. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    private static String commit(HubModel model, String revision, ModelDetails details) {
        String commit = details.commit();
        if (commit == null) {
            throw new IngestionException(FailureKind.MALFORMED_ARTIFACT, "Could not pin the revision '" + revision + "' of " + model.page()
                    + ": the hub does not say which commit it is. Check that the endpoint is that of a hub; some mirrors know no commits.");
        }
        if (COMMIT.matcher(revision).matches() && !commit.equals(revision)) {
            throw new IngestionException(FailureKind.SOURCE_NOT_FOUND, "Could not pin the commit " + revision + " of " + model.page()
                    + ": the hub answers with the commit " + commit + " instead, as mirrors do that keep only the newest. Give the"
                    + " hub's own endpoint, or this commit.");
        }
        return commit;
    }

    /** The files of a renamed model are asked for under its new name, which saves a redirect for each. */
    private static HubModel renamed(HubModel model, @Nullable String id) {
        return id != null && isId(id) ? model.named(id) : model;
    }

    private @Nullable String tag(HubModel model, @Nullable String revision, String commit, @Nullable String token) {
        if (revision == null || revision.equals(DEFAULT) || revision.startsWith("refs/") || commit.startsWith(revision)) {
            return null;
        }
        return isLikeAVersion(revision) || isTag(model, revision, token) ? revision : null;
    }

    /** Mirrors that know no refs have no tags. */
    private boolean isTag(HubModel model, String revision, @Nullable String token) {
        OutboundRequest request = OutboundRequest.get(model.refs()).withToken(token);
        try {
            JsonNode refs = documents.fetch(request, LONGEST, Asked.model(model, revision).by(refusals)).json();
            return refs.path("tags").valueStream().anyMatch(tag -> revision.equals(ModelDetails.text(tag, "name")));
        } catch (IngestionException refused) {
            if (refused.kind() == FailureKind.SOURCE_NOT_FOUND) {
                return false;
            }
            throw refused;
        }
    }
}
