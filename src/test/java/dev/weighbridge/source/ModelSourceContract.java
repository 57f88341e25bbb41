package dev.weighbridge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import org.junit.jupiter.api.Test;

/** What every source promises, tried on a place with one file. A source's own test says how to put a file there, and adds the source's oddities. */
public abstract class ModelSourceContract {

    protected static final String NAME = "model weights.bin";

    protected abstract ModelSource source();

    /** Puts a file called {@link #NAME} where the source can read it; a second call replaces its content. */
    protected abstract ModelReference put(byte[] content) throws IOException;

    /** A reference of the right form that leads to nothing. */
    protected abstract ModelReference missing();

    /** Files or connections that the source holds open at this moment. */
    protected abstract int held() throws IOException;

    protected SourceAccess access() {
        return SourceAccess.ANONYMOUS;
    }

    protected static byte[] bytes(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    protected static FailureKind failure(Callable<?> work) {
        return refused(work).kind();
    }

    /** The failure of {@code work}, which has the form that a person can act on. */
    protected static IngestionException refused(Callable<?> work) {
        IngestionException[] caught = new IngestionException[1];
        assertThatExceptionOfType(IngestionException.class).isThrownBy(work::call)
                .satisfies(failed -> assertThat(failed.getMessage()).startsWith("Could not ").contains(": ").endsWith("."))
                .satisfies(failed -> caught[0] = failed);
        return caught[0];
    }

    protected SourceFile only(ModelReference reference) {
        List<SourceFile> files = source().list(reference, access()).files();
        assertThat(files).hasSize(1);
        return files.getFirst();
    }

    protected byte[] read(SourceFile file, long from) throws IOException {
        try (SourceStream in = source().open(file, from, access())) {
            assertThat(in.startsAt()).isEqualTo(from);
            byte[] rest = in.readAllBytes();
            in.confirmUnchanged();
            return rest;
        }
    }

    @Test
    void reachesThePlaceAndHoldsNothingOfIt() throws IOException {
        source().reach(put(bytes(1, 1)));
        await().until(() -> held() == 0);
    }

    @Test
    void readsTheReferencesItSaysItReads() throws IOException {
        assertThat(source().reads(put(bytes(1, 1)))).isTrue();
        assertThat(source().reads(new ModelReference("gopher", "gopher://host/file"))).isFalse();
        assertThat(source().forms()).isNotEmpty();
    }

    @Test
    protected void listsAFileWithItsNameAndSize() throws IOException {
        SourceFile file = only(put(bytes(70_000, 1)));
        assertThat(file.path()).isEqualTo(NAME);
        assertThat(file.size()).isEqualTo(70_000);
        assertThat(file.announced()).isNull();
        assertThat(file.validator()).isNotNull();
    }

    @Test
    void listsTheSameTwice() throws IOException {
        ModelReference reference = put(bytes(10, 1));
        assertThat(source().list(reference, access())).isEqualTo(source().list(reference, access()));
    }

    @Test
    void readsFromTheBeginningTheMiddleAndTheEnd() throws IOException {
        byte[] content = bytes(300_000, 2);
        SourceFile file = only(put(content));
        assertThat(read(file, 0)).isEqualTo(content);
        assertThat(read(file, 1)).isEqualTo(Arrays.copyOfRange(content, 1, content.length));
        assertThat(read(file, 123_456)).isEqualTo(Arrays.copyOfRange(content, 123_456, content.length));
        assertThat(read(file, 299_999)).isEqualTo(Arrays.copyOfRange(content, 299_999, content.length));
        assertThat(read(file, 300_000)).isEmpty();
    }

    @Test
    void readsSingleBytes() throws IOException {
        SourceFile file = only(put(new byte[] {(byte) 0xff, 0, 7}));
        try (InputStream in = source().open(file, 0, access())) {
            assertThat(List.of(in.read(), in.read(), in.read(), in.read())).containsExactly(255, 0, 7, -1);
        }
    }

    @Test
    void readsAnEmptyFile() throws IOException {
        SourceFile file = only(put(new byte[0]));
        assertThat(file.size()).isZero();
        assertThat(read(file, 0)).isEmpty();
    }

    @Test
    void doesNotFindWhatIsNotThere() {
        assertThat(failure(() -> source().list(missing(), access()))).isEqualTo(FailureKind.SOURCE_NOT_FOUND);
    }

    @Test
    protected void refusesToOpenAFileThatWasChangedAfterItWasListed() throws IOException {
        SourceFile file = only(put(bytes(1000, 1)));
        put(bytes(1000, 2));
        assertThat(failure(() -> source().open(file, 0, access()))).isEqualTo(FailureKind.SOURCE_CHANGED);
        assertThat(failure(() -> source().open(file, 500, access()))).isEqualTo(FailureKind.SOURCE_CHANGED);
    }

    @Test
    protected void refusesToOpenAFileThatGrewAfterItWasListed() throws IOException {
        SourceFile file = only(put(bytes(1000, 1)));
        put(bytes(1001, 1));
        assertThat(failure(() -> source().open(file, 1000, access()))).isEqualTo(FailureKind.SOURCE_CHANGED);
    }

    @Test
    protected void noticesAChangeWhileTheFileIsRead() throws IOException {
        SourceFile file = only(put(bytes(1000, 1)));
        try (SourceStream in = source().open(file, 0, access())) {
            in.readNBytes(1000);
            put(bytes(1000, 2));
            assertThat(failure(() -> {
                in.confirmUnchanged();
                return null;
            })).isEqualTo(FailureKind.SOURCE_CHANGED);
        }
    }

    @Test
    void holdsNothingAfterAStreamIsClosedEarly() throws IOException {
        SourceFile file = only(put(bytes(20_000_000, 1)));
        for (int i = 0; i < 5; i++) {
            try (SourceStream in = source().open(file, i, access())) {
                in.readNBytes(10);
            }
        }
        await().until(() -> held() == 0);
    }

    @Test
    protected void holdsNothingAfterFailures() throws IOException {
        SourceFile file = only(put(bytes(1000, 1)));
        put(bytes(1000, 2));
        failure(() -> source().open(file, 0, access()));
        failure(() -> source().list(missing(), access()));
        await().until(() -> held() == 0);
    }

    @Test
    void servesManyReadersAtOnce() throws Exception {
        byte[] content = bytes(1_000_000, 3);
        SourceFile file = only(put(content));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<byte[]>> reads = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int from = i * 50_000;
                reads.add(threads.submit(() -> read(file, from)));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(reads.get(i).get()).isEqualTo(Arrays.copyOfRange(content, i * 50_000, content.length));
            }
        }
    }
}
