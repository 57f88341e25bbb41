package dev.weighbridge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every store promises of writing an object. */
abstract class BlobUploadContract {

    private static final int PARTS = 4;

    private static final Duration HOUR = Duration.ofHours(1);

    private final String uuid = ResourceUuid.random();

    private final byte[] content = bytes((PARTS - 1) * partSize() + 77, 1);

    /** The same one during a test. */
    protected abstract BlobStore store();

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
        return upload.put(UploadPart.of(number, offset, buffer, length));
    }

    protected BlobUpload create(String blobUuid) {
        return store().create(blobUuid, BlobShape.MANY_PARTS);
    }

    /** What an attempt keeps of its first parts of {@code object}. */
    protected EarlierUpload kept(BlobUpload upload, byte[] object, List<String> receipts) {
        return new EarlierUpload(upload.handle(), IntStream.range(0, receipts.size())
                .mapToObj(part -> new EarlierUpload.Part(Math.min(partSize(), object.length - part * partSize()), receipts.get(part)))
                .toList());
    }

    /** Writes an object as one part. */
    protected void writeWhole(String blobUuid, byte[] object) {
        try (BlobUpload upload = store().create(blobUuid, BlobShape.ONE_PART)) {
            upload.complete(object.length,
                    List.of(upload.put(UploadPart.of(1, 0, Arrays.copyOf(object, object.length + 5), object.length))));
        }
    }

    protected void write(String blobUuid, byte[] object) {
        try (BlobUpload upload = create(blobUuid)) {
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

    protected void assertIsNotThere(String blobUuid) {
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
    void keepsAnObjectOfOnePart() throws IOException {
        byte[] small = bytes(partSize() / 3, 4);
        writeWhole(uuid, small);
        String empty = ResourceUuid.random();
        writeWhole(empty, new byte[0]);

        assertThat(read(uuid)).isEqualTo(small);
        assertThat(read(empty)).isEmpty();
        assertThat(listed(inAnHour())).containsExactlyInAnyOrder(uuid, empty);
    }

    @Test
    void refusesToCompleteOnePartWithAnotherSizeThanWasPut() {
        try (BlobUpload upload = store().create(uuid, BlobShape.ONE_PART)) {
            String receipt = upload.put(UploadPart.of(1, 0, bytes(10, 4), 10));
            refused(() -> upload.complete(11, List.of(receipt)));
        }
    }

    @Test
    void takesPartsInAnyOrder() throws IOException {
        var receipts = new String[PARTS];
        try (BlobUpload upload = create(uuid)) {
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
        try (BlobUpload upload = create(uuid); var threads = Executors.newFixedThreadPool(8)) {
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
        try (BlobUpload upload = create(uuid)) {
            assertThat(put(upload, content, 1)).isNotEmpty().hasSizeLessThanOrEqualTo(255);
            assertThat(upload.handle()).hasSizeLessThanOrEqualTo(1024);
        }
    }

    @Test
    void showsNothingBeforeItIsComplete() throws IOException {
        try (BlobUpload upload = create(uuid)) {
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
        EarlierUpload earlier;
        try (BlobUpload upload = create(uuid)) {
            receipts.add(put(upload, content, 1));
            receipts.add(put(upload, content, 2));
            earlier = kept(upload, content, receipts);
        }
        assertIsNotThere(uuid);
        try (BlobUpload upload = store().resume(uuid, earlier).orElseThrow()) {
            assertThat(upload.handle()).isEqualTo(earlier.handle());
            receipts.add(put(upload, content, 3));
            receipts.add(put(upload, content, PARTS));
            upload.complete(content.length, receipts);
        }

        assertThat(read(uuid)).isEqualTo(content);
    }

    @Test
    void takesAPartAgainThatWasPutBehindTheLastCheckpoint() throws IOException {
        List<String> receipts = new ArrayList<>();
        EarlierUpload earlier;
        try (BlobUpload upload = create(uuid)) {
            receipts.add(put(upload, content, 1));
            put(upload, content, 2);
            put(upload, content, PARTS);
            earlier = kept(upload, content, receipts);
        }
        try (BlobUpload upload = store().resume(uuid, earlier).orElseThrow()) {
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
        EarlierUpload earlier;
        try (BlobUpload upload = create(uuid)) {
            for (int number = 1; number <= PARTS; number++) {
                receipts.add(put(upload, content, number));
            }
            earlier = kept(upload, content, receipts);
            upload.complete(content.length, receipts);
        }
        for (int crash = 0; crash < 2; crash++) {
            try (BlobUpload upload = store().resume(uuid, earlier).orElseThrow()) {
                upload.complete(content.length, receipts);
            }
        }

        assertThat(read(uuid)).isEqualTo(content);
    }

    @Test
    void refusesToCompleteWithAnotherSizeThanWasPut() throws IOException {
        List<String> receipts = new ArrayList<>();
        EarlierUpload earlier;
        try (BlobUpload upload = create(uuid)) {
            receipts.add(put(upload, content, 1));
            receipts.add(put(upload, content, 2));
            refused(() -> upload.complete(content.length, receipts));
            refused(() -> upload.complete(1, receipts));
            earlier = kept(upload, content, receipts);
        }
        assertIsNotThere(uuid);
        try (BlobUpload upload = store().resume(uuid, earlier).orElseThrow()) {
            upload.complete(2L * partSize(), receipts);
            refused(() -> store().resume(uuid, earlier).orElseThrow().complete(1, receipts));
        }

        assertThat(read(uuid)).hasSize(2 * partSize());
    }

    @Test
    void resumesNothingThatIsNotThere() {
        write(uuid, content);
        store().delete(uuid);
        String givenUp = ResourceUuid.random();
        EarlierUpload earlier;
        try (BlobUpload upload = create(givenUp)) {
            earlier = kept(upload, content, List.of(put(upload, content, 1)));
        }
        store().delete(givenUp);

        assertThat(store().resume(uuid, earlier)).isEmpty();
        assertThat(store().resume(givenUp, earlier)).isEmpty();
        assertThat(store().resume(ResourceUuid.random(), earlier)).isEmpty();
    }

    @Test
    void neverOverwritesAnObject() throws IOException {
        write(uuid, content);

        refused(() -> write(uuid, bytes(content.length, 3)));
        refused(() -> writeWhole(uuid, bytes(content.length, 4)));

        assertThat(read(uuid)).isEqualTo(content);
    }
}
