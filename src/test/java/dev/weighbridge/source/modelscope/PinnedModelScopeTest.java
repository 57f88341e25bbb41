package dev.weighbridge.source.modelscope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Arrays;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.ModelSourceContract;
import dev.weighbridge.source.SourceStream;
import dev.weighbridge.source.Span;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The hub as it is: what was listed is asked for by its commit, so that a branch that moves changes nothing. */
class PinnedModelScopeTest extends ModelSourceContract {

    private final ModelScopeVisit visit = new ModelScopeVisit();

    @AfterEach
    void stop() {
        visit.close();
    }

    @Override
    protected ModelSource source() {
        return visit.source();
    }

    @Override
    protected ModelReference put(byte[] content) {
        visit.model().put(NAME, content);
        return visit.reference("");
    }

    @Override
    protected ModelReference missing() {
        return new ModelReference("modelscope", "modelscope://owner/nothing", visit.hub().endpoint());
    }

    @Override
    protected int held() {
        return visit.connectionsInUse();
    }

    @Test
    @Override
    protected void listsAFileWithItsNameAndSize() {
        byte[] content = bytes(70_000, 1);
        SourceFile file = only(put(content));
        assertThat(file.path()).isEqualTo(NAME);
        assertThat(file.size()).isEqualTo(70_000);
        assertThat(file.announced()).isEqualTo(Digest.sha256(DigestUtils.sha256Hex(content)));
        assertThat(file.validator()).startsWith("commit=");
        assertThat(file.strong()).isTrue();
    }

    /** The commit that was pinned still has the bytes that were listed. */
    @Test
    @Override
    protected void refusesToOpenAFileThatWasChangedAfterItWasListed() throws IOException {
        SourceFile file = only(put(bytes(1000, 1)));
        put(bytes(1000, 2));
        assertThat(read(file, 0)).isEqualTo(bytes(1000, 1));
        assertThat(read(file, 500)).isEqualTo(Arrays.copyOfRange(bytes(1000, 1), 500, 1000));
    }

    @Test
    @Override
    protected void refusesToOpenAFileThatGrewAfterItWasListed() throws IOException {
        SourceFile file = only(put(bytes(1000, 1)));
        put(bytes(1001, 1));
        assertThat(read(file, 999)).hasSize(1);
        assertThat(read(file, 1000)).isEmpty();
    }

    @Test
    @Override
    protected void noticesAChangeWhileTheFileIsRead() throws IOException {
        SourceFile file = only(put(bytes(1000, 1)));
        try (SourceStream in = source().open(file, 0, access())) {
            byte[] first = in.readNBytes(500);
            put(bytes(1000, 2));
            assertThat(in.readAllBytes()).hasSize(500).isEqualTo(Arrays.copyOfRange(bytes(1000, 1), 500, 1000));
            in.confirmUnchanged();
            assertThat(first).isEqualTo(Arrays.copyOf(bytes(1000, 1), 500));
        }
    }

    @Test
    @Override
    protected void holdsNothingAfterFailures() throws IOException {
        SourceFile file = only(put(bytes(1000, 1)));
        visit.hub().fail("/repo", Fault.envelope(404, 10010205001L, "file not found"), Fault.emptyBody(200));
        failure(() -> source().open(file, 0, access()));
        failure(() -> source().open(file, 0, access()));
        failure(() -> source().list(missing(), access()));
        await().until(() -> held() == 0);
    }

    @Test
    void readsPartsByRangesOfTheCommit() throws IOException {
        byte[] content = bytes(300_000, 7);
        String commit = visit.model().put(NAME, content);
        SourceFile file = only(visit.reference(""));
        try (SourceStream in = source().open(file, new Span(100_000, 200_000), access())) {
            assertThat(in.canBeginAnywhere()).isTrue();
            assertThat(in.startsAt()).isEqualTo(100_000);
            assertThat(in.readNBytes(100_000)).isEqualTo(Arrays.copyOfRange(content, 100_000, 200_000));
            assertThat(in.read()).as("behind the part").isEqualTo(-1);
        }
        assertThat(visit.hub().requests("/repo")).singleElement().satisfies(request -> {
            assertThat(request.range()).isEqualTo("bytes=100000-199999");
            assertThat(request.query()).containsEntry("Revision", commit).containsEntry("FilePath", NAME);
        });
    }
}
