package dev.weighbridge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.weighbridge.artifact.ResourceUuid;
import org.junit.jupiter.api.Test;

/** What every store promises. A store's own test says how to come by one, and adds the store's oddities. */
abstract class BlobStoreContract extends BlobUploadContract {

    private final String uuid = ResourceUuid.random();

    private final byte[] content = bytes(3 * partSize() + 77, 1);

    /** What lies under {@code manifests/} for this model. */
    protected abstract Optional<byte[]> manifest(String modelUuid) throws IOException;

    @Test
    void deletesObjectsAndUploadsAndDoesNothingIfThereIsNone() {
        write(uuid, content);
        String givenUp = ResourceUuid.random();
        create(givenUp).close();

        for (int times = 0; times < 2; times++) {
            store().delete(uuid);
            store().delete(givenUp);
        }

        assertIsNotThere(uuid);
        assertThat(listed(inAnHour())).isEmpty();
    }

    @Test
    void tellsOfObjectsAndUploadsThatAreOlderThanAnInstant() {
        write(uuid, content);
        String upload = ResourceUuid.random();
        create(upload).close();

        assertThat(listed(inAnHour())).containsExactlyInAnyOrder(uuid, upload);
        assertThat(listed(anHourAgo())).isEmpty();
    }

    @Test
    void tellsOfEverythingThatStaysWhileOthersCompleteAndDelete() throws Exception {
        write(uuid, content);
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> others = new ArrayList<>();
            for (int other = 0; other < 4; other++) {
                others.add(threads.submit(() -> IntStream.range(0, 25).forEach(round -> {
                    String passing = ResourceUuid.random();
                    write(passing, bytes(10, round));
                    store().delete(passing);
                })));
            }
            do {
                assertThat(listed(inAnHour())).contains(uuid);
            } while (!others.stream().allMatch(Future::isDone));
            for (Future<?> other : others) {
                other.get();
            }
        }
    }

    @Test
    void goesOnListingWhenWhatItIsAboutToTellOfIsDeleted() {
        List<String> uploads = IntStream.range(0, 20).mapToObj(number -> ResourceUuid.random()).toList();
        uploads.forEach(upload -> create(upload).close());
        write(uuid, content);
        List<String> told = new ArrayList<>();

        store().list(inAnHour(), one -> {
            uploads.forEach(store()::delete);
            told.add(one);
        });

        assertThat(told).contains(uuid).isSubsetOf(Stream.concat(uploads.stream(), Stream.of(uuid)).toList());
    }

    @Test
    void readsAnyStretchOfAnObjectToAnyPlaceOfABuffer() throws IOException {
        write(uuid, content);
        try (BlobReader reader = store().open(uuid)) {
            int from = partSize() - 3;
            byte[] target = new byte[20];
            reader.read(from, target, 7, 6);

            assertThat(reader.size()).isEqualTo(content.length);
            assertThat(Arrays.copyOfRange(target, 7, 13)).isEqualTo(Arrays.copyOfRange(content, from, from + 6));
            assertThat(Arrays.copyOf(target, 7)).containsOnly(0);
            assertThat(Arrays.copyOfRange(target, 13, 20)).containsOnly(0);
            reader.read(content.length - 1L, target, 0, 1);
            assertThat(target[0]).isEqualTo(content[content.length - 1]);
        }
    }

    @Test
    void findsWhatIsCompleteAndSaysThatAnythingElseIsNotThere() throws IOException {
        write(uuid, content);
        String upload = ResourceUuid.random();
        create(upload).close();

        try (BlobReader reader = store().find(uuid).orElseThrow()) {
            byte[] read = new byte[content.length];
            reader.read(0, read, 0, read.length);
            assertThat(read).isEqualTo(content);
        }
        assertThat(store().find(upload)).isEmpty();
        assertThat(store().find(ResourceUuid.random())).isEmpty();
        store().delete(uuid);
        assertThat(store().find(uuid)).isEmpty();
    }

    @Test
    void saysThatAnObjectEndsBeforeWhatIsAskedFor() throws IOException {
        write(uuid, content);
        try (BlobReader reader = store().open(uuid)) {
            for (long from : List.of(content.length - 1L, (long) content.length, content.length + 5L)) {
                assertThatExceptionOfType(EOFException.class).isThrownBy(() -> reader.read(from, new byte[2], 0, 2));
            }
        }
    }

    @Test
    void keepsTheLastManifestUntilItIsDeleted() throws IOException {
        store().putManifest(uuid, bytes(3000, 1));
        store().putManifest(uuid, bytes(20, 2));
        assertThat(manifest(uuid)).hasValue(bytes(20, 2));
        assertThat(store().manifest(uuid)).hasValue(bytes(20, 2));
        assertThat(manifests()).contains(uuid);

        store().deleteManifest(uuid);
        store().deleteManifest(uuid);
        assertThat(manifest(uuid)).isEmpty();
        assertThat(store().manifest(uuid)).isEmpty();
        assertThat(manifests()).doesNotContain(uuid);
    }

    private List<String> manifests() {
        List<String> found = new ArrayList<>();
        store().listManifests(found::add);
        return found;
    }

    @Test
    void keepsOneOfTheManifestsThatArePutAtTheSameTime() throws Exception {
        List<byte[]> all = IntStream.range(1, 40).mapToObj(number -> bytes(100 * number, number)).toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Object> put : threads.invokeAll(all.stream().map(json -> Executors.callable(() -> store().putManifest(uuid, json)))
                    .toList())) {
                put.get();
            }
        }

        assertThat(all).contains(manifest(uuid).orElseThrow());
        assertThat(listed(inAnHour())).as("left behind").isEmpty();
    }
}
