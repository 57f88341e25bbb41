package dev.weighbridge.source.huggingface;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundResponse;
import dev.weighbridge.source.RangedFetch;
import dev.weighbridge.source.huggingface.HubRefusals.Asked;
import org.jspecify.annotations.Nullable;

/** A listed file of a commit, as its locator {@code <page>/resolve/<commit>/<path>} names it. */
record HubFile(SourceFile listed, String page, String commit) {

    private static final Pattern LOCATOR = Pattern.compile("(.+?)/resolve/([0-9a-f]{64}|[0-9a-f]{40})/.+");

    private static final Pattern DATASET_PAGE = Pattern.compile("https?://.+/datasets/[^/]+(?:/[^/]+)?");

    private static final Pattern SHA256 = Pattern.compile("(?:w/)?\"?([0-9a-f]{64})\"?");

    static HubFile of(SourceFile listed) {
        Matcher locator = LOCATOR.matcher(listed.locator());
        if (!locator.matches()) {
            throw new IllegalArgumentException("no locator of a hub's file: " + listed.path());
        }
        return new HubFile(listed, locator.group(1), locator.group(2));
    }

    Asked asked() {
        ArtifactKind kind = DATASET_PAGE.matcher(page).matches() ? ArtifactKind.DATASET : ArtifactKind.MODEL;
        return new Asked(kind, page, "the file '" + listed.path() + "' of", commit);
    }

    /**
     * Fails if the hub says with an answer, or with the redirect to it, that it is of another file. Mirrors say nothing.
     *
     * @throws dev.weighbridge.artifact.IngestionException SOURCE_CHANGED
     */
    void requireTheSame(OutboundResponse response) {
        String difference = difference(response);
        if (difference != null) {
            throw RangedFetch.changed(listed, difference);
        }
    }

    private @Nullable String difference(OutboundResponse response) {
        String now = said(response, "X-Repo-Commit");
        if (now != null && !now.strip().equals(commit)) {
            return "the hub answers with another commit than " + commit;
        }
        String size = said(response, "X-Linked-Size");
        String length = size == null || !size.strip().matches("[0-9]{1,18}") ? null
                : RangedFetch.differentLength(listed, Long.parseLong(size.strip()));
        return length != null ? length : isOfAnotherDigest(said(response, "X-Linked-Etag")) ? "the hub names another SHA-256" : null;
    }

    private boolean isOfAnotherDigest(@Nullable String etag) {
        Digest announced = listed.announced();
        if (etag == null || announced == null || announced.algorithm() != Digest.Algorithm.SHA256) {
            return false;
        }
        Matcher digest = SHA256.matcher(etag.strip().toLowerCase(Locale.ROOT));
        return digest.matches() && !announced.hex().equals(digest.group(1));
    }

    private static @Nullable String said(OutboundResponse response, String header) {
        String redirect = response.headerOnTheWay(header);
        return redirect == null ? response.header(header) : redirect;
    }
}
