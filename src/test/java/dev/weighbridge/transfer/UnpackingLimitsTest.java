package dev.weighbridge.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import dev.weighbridge.artifact.Container;
import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.Selection;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceStream;
import dev.weighbridge.source.Span;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class UnpackingLimitsTest {

    private static final byte[] SMALL = "small".getBytes(StandardCharsets.UTF_8);

    @Test
    void takesOnlyWhatLiesInTheModelsFolder() throws IOException {
        try (Unpacking unpacking = unpacking(tar("etc/passwd", "models/config.json", "models2/x", "./models/sub/a.bin"),
                new Container(Container.Format.TAR, "models/"), limits(10, 1000, 1000))) {
            assertThat(unpacking.next()).isEqualTo(new Archive.Entry("config.json", SMALL.length));
            assertThat(unpacking.next()).isEqualTo(new Archive.Entry("sub/a.bin", SMALL.length));
            assertThat(unpacking.next()).isNull();
        }
    }

    @Test
    void takesAsManyFilesAsItMay() throws IOException {
        assertThat(read(tar("a", "b"), limits(2, 1000, 1000))).isEqualTo(10);
        refused(tar("a", "b", "c"), limits(2, 1000, 1000), FailureKind.LIMIT_EXCEEDED, "more than 2 files");
    }

    @Test
    void takesAsManyBytesAsItMay() throws IOException {
        assertThat(read(tar("a", "b"), limits(9, 10, 5))).isEqualTo(10);
        refused(tar("a", "b"), limits(9, 9, 5), FailureKind.LIMIT_EXCEEDED, "max-size");
        refused(tar("a", "b"), limits(9, 10, 4), FailureKind.LIMIT_EXCEEDED, "max-file-size");
    }

    @Test
    void keepsNoEndlessNameInMemory() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            byte[] header = new byte[512];
            System.arraycopy("././@LongLink".getBytes(StandardCharsets.US_ASCII), 0, header, 0, 13);
            System.arraycopy("17777777777".getBytes(StandardCharsets.US_ASCII), 0, header, 124, 11);
            header[156] = 'L';
            System.arraycopy("ustar  ".getBytes(StandardCharsets.US_ASCII), 0, header, 257, 7);
            gzip.write(header);
            for (int mib = 0; mib < 4; mib++) {
                gzip.write(new byte[1 << 20]);
            }
        }
        assertThatExceptionOfType(IngestionException.class)
                .isThrownBy(() -> read(packed.toByteArray(), Container.of(Container.Format.TAR_GZIP), limits(9, 1L << 40, 1L << 40)))
                .returns(FailureKind.LIMIT_EXCEEDED, IngestionException::kind).withMessageContaining("header of an entry");
    }

    @Test
    void stopsABomb() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed); var tar = new TarArchiveOutputStream(gzip)) {
            long size = 1100L << 20;
            var entry = new TarArchiveEntry("zeros.bin");
            entry.setSize(size);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.putArchiveEntry(entry);
            for (long left = size; left > 0; left -= 1 << 20) {
                tar.write(new byte[1 << 20]);
            }
            tar.closeArchiveEntry();
        }
        assertThatExceptionOfType(IngestionException.class)
                .isThrownBy(() -> read(packed.toByteArray(), Container.of(Container.Format.TAR_GZIP), limits(9, 1L << 40, 1L << 40)))
                .returns(FailureKind.UNSAFE_CONTENT, IngestionException::kind).withMessageContaining("max-ratio");
    }

    @Test
    void refusesADigestThatIsNotTheContainers() throws IOException {
        try (Unpacking unpacking = unpacking(tar("a"), Container.of(Container.Format.TAR), limits(9, 99, 99))) {
            while (unpacking.next() != null) {
                unpacking.fill(new byte[100], 100);
            }
            assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> unpacking.verify(""))
                    .returns(FailureKind.DIGEST_MISMATCH, IngestionException::kind);
        }
    }

    private static void refused(byte[] tar, UnpackProperties limits, FailureKind kind, String why) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> read(tar, limits)).returns(kind, IngestionException::kind)
                .withMessageStartingWith("Could not ").withMessageContaining(why);
    }

    private static long read(byte[] tar, UnpackProperties limits) throws IOException {
        return read(tar, Container.of(Container.Format.TAR), limits);
    }

    private static long read(byte[] packed, Container how, UnpackProperties limits) throws IOException {
        long all = 0;
        byte[] buffer = new byte[1 << 20];
        try (Unpacking unpacking = unpacking(packed, how, limits)) {
            while (unpacking.next() != null) {
                int filled;
                do {
                    filled = unpacking.fill(buffer, buffer.length);
                    all += filled;
                } while (filled == buffer.length);
            }
        }
        return all;
    }

    private static Unpacking unpacking(byte[] packed, Container how, UnpackProperties limits) throws IOException {
        var file = new SourceFile("packed.tar", packed.length, Digest.sha256("0".repeat(64)), "there", "v", true, how);
        return Unpacking.of(file, how,
                new ContainerBytes(new ReopeningReader(new InMemory(packed), file, SourceAccess.ANONYMOUS, 0), file, fetched -> {}),
                limits, Selection.EVERYTHING_USUAL);
    }

    private static UnpackProperties limits(int files, long size, long fileSize) {
        return new UnpackProperties(files, DataSize.ofBytes(size), DataSize.ofBytes(fileSize), 200);
    }

    private static byte[] tar(String... names) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(packed)) {
            for (String name : names) {
                var entry = new TarArchiveEntry(name);
                entry.setSize(SMALL.length);
                tar.putArchiveEntry(entry);
                tar.write(SMALL);
                tar.closeArchiveEntry();
            }
        }
        return packed.toByteArray();
    }

    /** One file in memory. */
    private static final class InMemory implements ModelSource {

        private final byte[] bytes;

        InMemory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public String kind() {
            return "memory";
        }

        @Override
        public List<String> forms() {
            return List.of();
        }

        @Override
        public boolean reads(ModelReference reference) {
            return true;
        }

        @Override
        public Listing list(ModelReference reference, SourceAccess access) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void reach(ModelReference reference) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SourceStream open(SourceFile file, Span span, SourceAccess access) {
            int from = Math.toIntExact(span.from());
            InputStream rest = new ByteArrayInputStream(bytes, from, bytes.length - from);
            return new SourceStream() {
                @Override
                public int read() throws IOException {
                    return rest.read();
                }

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    return rest.read(target, offset, length);
                }

                @Override
                public long startsAt() {
                    return from;
                }

                @Override
                public void confirmUnchanged() {
                    // It cannot change.
                }
            };
        }
    }
}
