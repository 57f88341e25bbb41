package dev.weighbridge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.ResourceUuid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBlobStoreTest extends BlobStoreContract {

    private static final String AGAIN = "It is tried again; see that the store's folder is there and writable.";

    /** This store knows by itself what it has of an upload. */
    private static final EarlierUpload NOTHING = new EarlierUpload("", List.of());

    private final String uuid = ResourceUuid.random();

    private final byte[] content = bytes(2 * partSize(), 5);

    @TempDir
    private Path home;

    private BlobStore store;

    @BeforeEach
    void open() {
        store = LocalBlobStore.under(home);
    }

    @Override
    protected BlobStore store() {
        return store;
    }

    @Override
    protected Optional<byte[]> manifest(String modelUuid) throws IOException {
        Path file = home.resolve("manifests").resolve(modelUuid + ".json");
        return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    private Path upload(String blobUuid) {
        return home.resolve("uploads").resolve(blobUuid);
    }

    private Path object(String blobUuid) {
        return home.resolve("blobs").resolve(blobUuid.substring(0, 2)).resolve(blobUuid);
    }

    @Test
    void keepsUploadsAndObjectsWhereThePageSays() throws IOException {
        try (BlobUpload writing = create(uuid)) {
            String receipt = put(writing, content, 1);
            assertThat(upload(uuid)).hasSize(partSize());
            assertThat(object(uuid)).doesNotExist();

            writing.complete(partSize(), List.of(receipt));
            assertThat(upload(uuid)).doesNotExist();
            assertThat(object(uuid)).hasSize(partSize());
        }
    }

    @Test
    void aSecondStoreInTheSameFolderFindsWhatTheFirstKept() throws IOException {
        write(uuid, content);

        store = LocalBlobStore.under(home);

        assertThat(read(uuid)).isEqualTo(content);
    }

    @Test
    void doesNotResumeAnUploadThatSomebodyElseHolds() {
        try (BlobUpload held = create(uuid)) {
            put(held, content, 1);
            assertThat(store.resume(uuid, NOTHING)).isEmpty();
        }
        assertThat(store.resume(uuid, NOTHING)).hasValueSatisfying(BlobUpload::close);
    }

    @Test
    void waitsALittleForAnAttemptThatLetsGo() throws Exception {
        var resuming = new FutureTask<>(() -> store.resume(uuid, NOTHING));
        try (BlobUpload held = create(uuid)) {
            put(held, content, 1);
            startAndAwaitItsWaiting(resuming);
        }
        assertThat(resuming.get()).hasValueSatisfying(BlobUpload::close);
    }

    @Test
    void doesNotWriteToAnObjectThatIsCompletedWhileItWaits() throws Exception {
        var resuming = new FutureTask<>(() -> store.resume(uuid, NOTHING));
        try (BlobUpload held = create(uuid)) {
            List<String> receipts = List.of(put(held, content, 1), put(held, content, 2));
            startAndAwaitItsWaiting(resuming);
            held.complete(content.length, receipts);
        }
        assertThat(resuming.get()).isEmpty();
        assertThat(read(uuid)).isEqualTo(content);
    }

    @Test
    void refusesANameThatIsInUse() {
        create(uuid).close();
        String complete = ResourceUuid.random();
        write(complete, content);

        assertThat(refused(() -> create(uuid)).kind()).isEqualTo(FailureKind.INTERNAL);
        assertThat(refused(() -> create(complete)).kind()).isEqualTo(FailureKind.INTERNAL);
    }

    @Test
    void tellsOfTheOlderAndNotOfTheYounger() throws IOException {
        List<String> young = List.of(ResourceUuid.random(), ResourceUuid.random());
        List<String> old = List.of(ResourceUuid.random(), ResourceUuid.random());
        for (List<String> pair : List.of(young, old)) {
            create(pair.getFirst()).close();
            write(pair.getLast(), content);
        }
        var twoHoursAgo = FileTime.from(anHourAgo().minusSeconds(3600));
        Files.setLastModifiedTime(upload(old.getFirst()), twoHoursAgo);
        Files.setLastModifiedTime(object(old.getLast()), twoHoursAgo);

        assertThat(listed(anHourAgo())).containsExactlyInAnyOrderElementsOf(old);
    }

    @Test
    void saysThatTheDiskIsFull() throws IOException {
        Files.createSymbolicLink(upload(uuid), Path.of("/dev/full"));
        try (BlobUpload writing = store.resume(uuid, NOTHING).orElseThrow()) {
            var full = refused(() -> put(writing, content, 1));

            assertThat(full.kind()).isEqualTo(FailureKind.STORE_FULL);
            assertThat(full).hasMessage("Could not write a part to the store: the store's disk is full. "
                    + "Free space or let the collector run, then add the model again; what is stored already is not fetched again.");
        }
        Files.delete(upload(uuid));
    }

    @Test
    void saysThatItsFoldersAreAwayAndGoesOnWhenTheyAreBack() throws IOException {
        String complete = ResourceUuid.random();
        write(complete, content);
        String first;
        try (BlobUpload writing = create(uuid)) {
            first = put(writing, content, 1);
        }
        for (String folder : List.of("uploads", "blobs", "manifests")) {
            Files.move(home.resolve(folder), home.resolve(folder + "-away"));
        }

        assertUnavailable("start a file in the store", () -> create(ResourceUuid.random()));
        assertUnavailable("go on with a file in the store", () -> store.resume(uuid, NOTHING));
        assertUnavailable("read the blob " + complete + " from the store", () -> store.open(complete));
        assertUnavailable("read the blob " + complete + " from the store", () -> store.find(complete));
        assertUnavailable("list the store", () -> listed(inAnHour()));
        assertUnavailable("write the manifest of the model " + uuid, () -> store.putManifest(uuid, content));

        for (String folder : List.of("uploads", "blobs", "manifests")) {
            Files.move(home.resolve(folder + "-away"), home.resolve(folder));
        }
        try (BlobUpload writing = store.resume(uuid, NOTHING).orElseThrow()) {
            writing.complete(content.length, List.of(first, put(writing, content, 2)));
        }
        assertThat(read(uuid)).isEqualTo(read(complete)).isEqualTo(content);
    }

    @Test
    void saysThatItsFolderCannotBeWrittenTo() throws IOException {
        Files.delete(home.resolve("uploads"));
        Files.writeString(home.resolve("uploads"), "not a folder");

        assertUnavailable("start a file in the store", () -> create(uuid));
        assertUnavailable("go on with a file in the store", () -> store.resume(uuid, NOTHING));
    }

    @Test
    void doesNotStartWhereNoFolderCanBeMade() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "not a folder");

        assertThatThrownBy(() -> LocalBlobStore.under(file)).isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Could not start: ").hasMessageEndingWith("Check weighbridge.home.");
    }

    private void assertUnavailable(String tried, Runnable work) {
        var failed = refused(work::run);
        assertThat(failed.kind()).isEqualTo(FailureKind.STORE_UNAVAILABLE);
        assertThat(failed.getMessage()).startsWith("Could not " + tried + ": ").endsWith(AGAIN);
    }

    private static void startAndAwaitItsWaiting(FutureTask<?> work) {
        Thread thread = Thread.ofPlatform().start(work);
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    }
}
