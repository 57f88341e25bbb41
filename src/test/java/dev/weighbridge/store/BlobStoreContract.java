package dev.weighbridge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every store promises. A store's own test says how to come by one, and adds the store's oddities. */
abstract class BlobStoreContract {

    private static final int PARTS = 4;

    private static final Duration HOUR = Duration.ofHours(1);

    private final String uuid = ResourceUuid.random();

    private final byte[] content = bytes((PARTS - 1) * partSize() + 77, 1);

    /** The same one during a test. */
    protected abstract BlobStore store();

    /** What lies under {@code manifests/} for this model. */
    protected abstract Optional<byte[]> manifest(String modelUuid) throws IOException;

    /** Bytes of every part but the last: as few as the store allows. */
    protected int partSize() {
        return 10_000;
    }

    protected static byte[] bytes(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Puts one part of {@code object}, from a buffer that has more bytes than the part. */
    protected String put(BlobUpload upload, byte[] object, int number) {
        int offset = (number - 1) * partSize();
        int length = Math.min(partSize(), object.length - offset);
        byte[] buffer = Arrays.copyOfRange(object, offset, offset + length + 5);
        return upload.put(number, offset, buffer, length);
    }

    protected void write(String blobUuid, byte[] object) {
        try (BlobUpload upload = store().create(blobUuid)) {
            List<String> receipts = IntStream.rangeClosed(1, parts(object)).mapToObj(number -> put(upload, object, number)).toList();
            upload.complete(object.length, receipts);
        }
    }

    protected byte[] read(String blobUuid) throws IOException {
        try (BlobReader reader = store().open(blobUuid)) {
            byte[] object = new byte[Math.toIntExact(reader.size())];
            reader.read(0, object, 0, object.length);
            return object;
        }
    }

    protected List<String> listed(Instant before) {
        List<String> told = new ArrayList<>();
        store().list(before, told::add);
        return told;
    }

    /** The failure of {@code work}, which has the form that a person can act on. */
    protected static IngestionException refused(ThrowingCallable work) {
        IngestionException[] caught = new IngestionException[1];
        assertThatExceptionOfType(IngestionException.class).isThrownBy(work)
                .satisfies(failed -> assertThat(failed.getMessage()).startsWith("Could not ").contains(": ").endsWith("."))
                .satisfies(failed -> caught[0] = failed);
        return caught[0];
    }

    protected static Instant inAnHour() {
        return Clock.systemUTC().instant().plus(HOUR);
    }

    protected static Instant anHourAgo() {
        return Clock.systemUTC().instant().minus(HOUR);
    }

    private int parts(byte[] object) {
        return Math.max(1, (object.length + partSize() - 1) / partSize());
    }

    private void assertIsNotThere(String blobUuid) {
        assertThat(refused(() -> store().open(blobUuid)).kind()).isEqualTo(FailureKind.STORE_UNAVAILABLE);
    }

    @Test
    void keepsWhatWasPut() throws IOException {
        write(uuid, content);

        assertThat(read(uuid)).isEqualTo(content);
    }

    @Test
    void keepsAnObjectWithoutBytes() throws IOException {
        write(uuid, new byte[0]);

        assertThat(read(uuid)).isEmpty();
    }

    @Test
    void takesPartsInAnyOrder() throws IOException {
        var receipts = new String[PARTS];
        try (BlobUpload upload = store().create(uuid)) {
            for (int number : List.of(3, 1, PARTS, 2)) {
                receipts[number - 1] = put(upload, content, number);
            }
            upload.complete(content.length, List.of(receipts));
        }

        assertThat(read(uuid)).isEqualTo(content);
    }

    @Test
    void takesPartsFromSeveralThreadsAtOnce() throws Exception {
        byte[] wide = bytes(16 * partSize(), 2);
        try (BlobUpload upload = store().create(uuid); var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<String>> puts = IntStream.rangeClosed(1, 16).<Callable<String>>mapToObj(number -> () -> put(upload, wide, number))
                    .toList();
            List<String> receipts = new ArrayList<>();
            for (Future<String> part : threads.invokeAll(puts)) {
                receipts.add(part.get());
            }
            upload.complete(wide.length, receipts);
        }

        assertThat(read(uuid)).isEqualTo(wide);
    }

    @Test
    void writesManyObjectsAtOnce() throws Exception {
        List<String> uuids = IntStream.range(0, 16).mapToObj(number -> ResourceUuid.random()).toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<String>> writes = uuids.stream().<Callable<String>>map(one -> () -> {
                write(one, bytes(partSize() + 1, one.hashCode()));
                return one;
            }).toList();
            for (Future<String> written : threads.invokeAll(writes)) {
                assertThat(read(written.get())).isEqualTo(bytes(partSize() + 1, written.get().hashCode()));
            }
        }
    }

    @Test
    void answersAPartWithAReceiptThatFitsInItsColumn() {
        try (BlobUpload upload = store().create(uuid)) {
            assertThat(put(upload, content, 1)).isNotEmpty().hasSizeLessThanOrEqualTo(255);
        }
    }

    @Test
    void showsNothingBeforeItIsComplete() throws IOException {
        try (BlobUpload upload = store().create(uuid)) {
            assertIsNotThere(uuid);
            List<String> receipts = new ArrayList<>();
            for (int number = 1; number <= PARTS; number++) {
                receipts.add(put(upload, content, number));
                assertIsNotThere(uuid);
            }
            upload.complete(content.length, receipts);
            assertThat(read(uuid)).isEqualTo(content);
        }
    }

    @Test
    void goesOnWithTheEarlierPartsOfAnUploadThatWasClosed() throws IOException {
        List<String> receipts = new ArrayList<>();
        try (BlobUpload upload = store().create(uuid)) {
            receipts.add(put(upload, content, 1));
            receipts.add(put(upload, content, 2));
        }
        assertIsNotThere(uuid);
        try (BlobUpload upload = store().resume(uuid).orElseThrow()) {
            receipts.add(put(upload, content, 3));
            receipts.add(put(upload, content, PARTS));
            upload.complete(content.length, receipts);
        }

        assertThat(read(uuid)).isEqualTo(content);
    }

    @Test
    void takesAPartAgainThatWasPutBehindTheLastCheckpoint() throws IOException {
        List<String> receipts = new ArrayList<>();
        try (BlobUpload upload = store().create(uuid)) {
            receipts.add(put(upload, content, 1));
            put(upload, content, 2);
            put(upload, content, PARTS);
        }
        try (BlobUpload upload = store().resume(uuid).orElseThrow()) {
            for (int number = 2; number <= PARTS; number++) {
                receipts.add(put(upload, content, number));
            }
            upload.complete(content.length, receipts);
        }

        assertThat(read(uuid)).isEqualTo(content);
    }

    @Test
    void completesAgainWhatWasCompletedJustBeforeACrash() throws IOException {
        List<String> receipts = new ArrayList<>();
        try (BlobUpload upload = store().create(uuid)) {
            for (int number = 1; number <= PARTS; number++) {
                receipts.add(put(upload, content, number));
            }
            upload.complete(content.length, receipts);
        }
        for (int crash = 0; crash < 2; crash++) {
            try (BlobUpload upload = store().resume(uuid).orElseThrow()) {
                upload.complete(content.length, receipts);
            }
        }

        assertThat(read(uuid)).isEqualTo(content);
    }

    @Test
    void refusesToCompleteWithAnotherSizeThanWasPut() throws IOException {
        List<String> receipts = new ArrayList<>();
        try (BlobUpload upload = store().create(uuid)) {
            receipts.add(put(upload, content, 1));
            receipts.add(put(upload, content, 2));
            refused(() -> upload.complete(content.length, receipts));
            refused(() -> upload.complete(1, receipts));
        }
        assertIsNotThere(uuid);
        try (BlobUpload upload = store().resume(uuid).orElseThrow()) {
            upload.complete(2L * partSize(), receipts);
            refused(() -> store().resume(uuid).orElseThrow().complete(1, receipts));
        }

        assertThat(read(uuid)).hasSize(2 * partSize());
    }

    @Test
    void resumesNothingThatIsNotThere() {
        write(uuid, content);
        store().delete(uuid);
        String givenUp = ResourceUuid.random();
        try (BlobUpload upload = store().create(givenUp)) {
            put(upload, content, 1);
        }
        store().delete(givenUp);

        assertThat(store().resume(uuid)).isEmpty();
        assertThat(store().resume(givenUp)).isEmpty();
        assertThat(store().resume(ResourceUuid.random())).isEmpty();
    }

    @Test
    void deletesObjectsAndUploadsAndDoesNothingIfThereIsNone() {
        write(uuid, content);
        String givenUp = ResourceUuid.random();
        store().create(givenUp).close();

        for (int times = 0; times < 2; times++) {
            store().delete(uuid);
            store().delete(givenUp);
        }

        assertIsNotThere(uuid);
        assertThat(listed(inAnHour())).isEmpty();
    }

    @Test
    void neverOverwritesAnObject() throws IOException {
        write(uuid, content);

        refused(() -> write(uuid, bytes(content.length, 3)));

        assertThat(read(uuid)).isEqualTo(content);
    }

    @Test
    void tellsOfObjectsAndUploadsThatAreOlderThanAnInstant() {
        write(uuid, content);
        String upload = ResourceUuid.random();
        store().create(upload).close();

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
        uploads.forEach(upload -> store().create(upload).close());
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

        store().deleteManifest(uuid);
        store().deleteManifest(uuid);
        assertThat(manifest(uuid)).isEmpty();
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
