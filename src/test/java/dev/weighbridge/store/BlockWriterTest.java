package dev.weighbridge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockWriterTest {

    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"0,0", "0,1", "0,65535", "0,1048575", "0,1048576", "0,1048577", "0,5242883", "0,2162688", "65536,3145729", "1,3145728",
            "4096,2097152", "1048576,4096"})
    void writesTheBytesWhereTheyBelong(int offset, int length) throws IOException {
        byte[] bytes = random(length + 7);
        byte[] written = written(folder.resolve("file"), folder.resolve("file"), offset, bytes, length);

        assertThat(written).hasSize(length == 0 ? 0 : offset + length);
        assertThat(Arrays.copyOfRange(written, Math.min(offset, written.length), written.length)).isEqualTo(Arrays.copyOf(bytes, length));
    }

    @Test
    void goesThroughTheCacheWhereTheFileSystemRefuses() throws IOException {
        byte[] bytes = random(3 * MIB + 5);

        assertThat(written(folder.resolve("file"), folder.resolve("refused"), 0, bytes, bytes.length)).isEqualTo(bytes);
    }

    @Test
    void takesPartsFromManyThreadsInAnyOrder() throws Exception {
        int part = 2 * MIB;
        byte[] all = random(16 * part + 12345);
        Path path = folder.resolve("file");
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var writer = new BlockWriter(path, file);
                var threads = Executors.newFixedThreadPool(4)) {
            for (Future<?> done : IntStream.rangeClosed(0, 16).map(number -> 16 - number).mapToObj(number -> threads.submit(() -> {
                byte[] bytes = Arrays.copyOfRange(all, number * part, Math.min((number + 1) * part, all.length));
                writer.write((long) number * part, bytes, bytes.length);
                return number;
            })).toList()) {
                done.get();
            }
        }
        assertThat(Files.readAllBytes(path)).isEqualTo(all);
    }

    private static byte[] written(Path path, Path direct, int offset, byte[] bytes, int length) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var writer = new BlockWriter(direct, file)) {
            writer.write(offset, bytes, length);
        }
        return Files.readAllBytes(path);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
