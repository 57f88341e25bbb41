package dev.weighbridge.source.modelscope;

import java.io.IOException;
import java.util.Locale;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.OutboundResponse;
import dev.weighbridge.source.RangedFetch;
import dev.weighbridge.source.Refusals;

/**
 * What the hub says when it is asked for a file's bytes. Small files come from itself; for large ones it redirects to a storage, with an address that
 * is good for a while.
 */
final class FileAnswers implements RangedFetch.Answers {

    private final Visit visit;

    private final Refusals refusals;

    private final PinnedFile pinned;

    FileAnswers(Visit visit, Refusals refusals, PinnedFile pinned) {
        this.visit = visit;
        this.refusals = refusals;
        this.pinned = pinned;
    }

    @Override
    public void check(OutboundRequest request, OutboundResponse response, SourceFile file) {
        int status = response.status();
        if (status != 200 && status != 206 && status != 416) {
            throw isFromStorage(request, response) ? storageFailure(request, response) : hubFailure(request, response);
        }
        refusals.requireTheFileItself(request, response, file.path());
        if (status != 416 && response.contentLength() == 0 && file.size() > 0) {
            throw new IngestionException(FailureKind.SOURCE_UNAVAILABLE, start() + "the hub sent an empty body (status " + status
                    + ") although the file has " + file.size() + " bytes. It is tried again later.");
        }
        requireNoEnvelope(request, response, file);
    }

    /** A pinned file cannot change; of another one the hub tells whether it did. */
    @Override
    public void confirm(OutboundRequest whole, SourceFile file) {
        if (!pinned.isPinned()) {
            requireListed(file);
        }
    }

    /** @throws IngestionException SOURCE_CHANGED if the hub lists another file now, or none */
    void requireListed(SourceFile file) {
        SourceFile now = new FilePages(visit).of(pinned.revision(), pinned.folder(), false).stream()
                .filter(entry -> !entry.isFolder() && entry.path().equals(pinned.path())).findFirst()
                .map(entry -> entry.as(file.path(), pinned.repository(), pinned.revision()))
                .orElseThrow(() -> RangedFetch.changed(file, "it is not there any more"));
        if (!now.equals(file)) {
            throw RangedFetch.changed(file, "the branch or tag '" + pinned.revision() + "' has another one now");
        }
    }

    /** A failure that comes with status 200, in JSON of another length than the file. */
    private void requireNoEnvelope(OutboundRequest request, OutboundResponse response, SourceFile file) {
        String type = response.header("Content-Type");
        long length = response.contentLength();
        boolean isOther = response.status() == 200 && length > 0 && length <= Envelope.FAILURE_BYTES && length != file.size();
        if (isOther && type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("application/json")) {
            try {
                Envelope said = Envelope.read(response);
                if (said != null && !said.isSuccess()) {
                    throw visit.failure(start(), request, response, said);
                }
            } catch (IOException broken) {
                throw broken(broken);
            }
        }
    }

    private IngestionException hubFailure(OutboundRequest request, OutboundResponse response) {
        try {
            return visit.failure(start(), request, response);
        } catch (IOException broken) {
            return broken(broken);
        }
    }

    /** The hub has given the address a moment ago: it gives another next time. */
    private IngestionException storageFailure(OutboundRequest request, OutboundResponse response) {
        IngestionException failure = refusals.refusal(request, response);
        return failure.kind().waitingHelps() ? failure
                : new IngestionException(FailureKind.SOURCE_UNAVAILABLE,
                        start() + "the storage that the hub redirects to refuses it (status "
                                + response.status() + "). It is tried again later.");
    }

    private IngestionException broken(IOException broken) {
        return new IngestionException(FailureKind.SOURCE_UNAVAILABLE, start() + "the connection broke. It is tried again later.", broken);
    }

    private static boolean isFromStorage(OutboundRequest request, OutboundResponse response) {
        return !request.url().getAuthority().equalsIgnoreCase(response.url().getAuthority());
    }

    private String start() {
        return "Could not fetch the file '" + pinned.path() + "' of " + pinned.repository().shown() + ": ";
    }
}
