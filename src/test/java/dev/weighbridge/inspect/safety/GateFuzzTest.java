package dev.weighbridge.inspect.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.weighbridge.inspect.Bytes;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.OpenFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;

/** Damaged files of every sort that the gate knows: it ends, says something in sentences, and never fails. */
class GateFuzzTest {

    private static final int ROUNDS = 10_000;

    private static final String CODE = "{\"auto_map\":{\"AutoModel\":[\"m.C\",null]},\"chat_template\":[{\"name\":\"a\",\"template\":\"{{ x['__class__'] }}\"}]}";

    @Test
    void damagedFilesAreLookedAtToTheirEnd() throws IOException {
        List<byte[]> files = List.of(zip(), tar(), CODE.getBytes(StandardCharsets.UTF_8),
                "{{ x.__class__ | attr('a') }}{% raw %}{% endraw %}{# #}{{ 'a' ~ \"b\\x5f\" }}".getBytes(StandardCharsets.UTF_8),
                Bytes.littleEndian().text("MZ").zeros(58).u32(64).text("PE").zeros(30).array(),
                Bytes.littleEndian().u32(0xfd2fb528).u8(0xe0).u64(1L << 40).zeros(8).array(),
                "#!/usr/bin/env -S a=b sh\n".getBytes(StandardCharsets.UTF_8));
        List<String> names = List.of("w.zip", "w.tar", "tokenizer_config.json", "chat_template.jinja", "w.dll", "w.zst", "w");
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> fuzz(files, names));
    }

    /** What claims to be larger than anything is not fetched, and not allocated. */
    @Test
    void hugeFilesAreNotReadThrough() {
        for (String name : List.of("w.zip", "config.json", "a.jinja", "w.tar", "w.7z", "model.bin")) {
            var blobs = new FakeBlobs().with(name, new byte[] {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c, 0, 4}, 1L << 42);
            try (OpenFile file = blobs.openFile(name)) {
                new SafetyGate().look(file);
            }
            assertThat(blobs.bytesRead).as(name).isLessThan(3L << 20);
        }
    }

    private static void fuzz(List<byte[]> files, List<String> names) {
        var random = new Random(20260202);
        for (int round = 0; round < ROUNDS; round++) {
            int which = round % files.size();
            byte[] damaged = damaged(files.get(which), random);
            String name = random.nextInt(4) == 0 ? names.get(random.nextInt(names.size())) : names.get(which);
            try {
                FileNotes notes = Looked.at(name, damaged);
                assertThat(notes.dangers()).allMatch(danger -> danger.sentence().endsWith("."));
            } catch (RuntimeException | Error failed) {
                throw new AssertionError("round " + round + " of " + name, failed);
            }
        }
    }

    private static byte[] damaged(byte[] whole, Random random) {
        byte[] bytes = random.nextInt(8) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length + 1)) : whole.clone();
        for (int i = random.nextInt(6); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                default -> Arrays.fill(bytes, at, Math.min(bytes.length, at + random.nextInt(9)), (byte) (random.nextBoolean() ? 0xff : 0));
            }
        }
        return bytes;
    }

    private static byte[] zip() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (String name : List.of("a/data.pkl", "a/../b", "x.py", "y.so", "z.zip")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(new byte[10]);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] tar() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (String name : List.of("a", "b".repeat(150), "c/../../d")) {
                var entry = new TarArchiveEntry(name, true);
                entry.setSize(600);
                tar.putArchiveEntry(entry);
                tar.write(new byte[600]);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
