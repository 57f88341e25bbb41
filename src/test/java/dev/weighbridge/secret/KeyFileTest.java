package dev.weighbridge.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class KeyFileTest {

    @TempDir
    private Path home;

    @Test
    void makesAKeyForItsOwnerOnlyAndReadsItAgain() throws IOException {
        Path folder = home.resolve("not/there/yet");
        NodeKey made = new KeyFile(folder).readOrCreate();
        assertThat(made.key().getEncoded()).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secret.key")))).isEqualTo("rw-------");
        assertThat(new KeyFile(folder).readOrCreate()).isEqualTo(made);
        try (var files = Files.list(folder)) {
            assertThat(files).as("nothing else is left").containsExactly(folder.resolve("secret.key"));
        }
    }

    @Test
    void givesManyThatStartAtOnceOneKey() throws Exception {
        Set<NodeKey> keys = new HashSet<>();
        Callable<NodeKey> start = () -> new KeyFile(home).readOrCreate();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var key : threads.invokeAll(Collections.nCopies(32, start))) {
                keys.add(key.get());
            }
        }
        assertThat(keys).hasSize(1);
        try (var files = Files.list(home)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void warnsWhenOthersMayReadTheKey(CapturedOutput output) throws IOException {
        new KeyFile(home).readOrCreate();
        assertThat(output).doesNotContain("chmod 600");
        Files.setPosixFilePermissions(home.resolve("secret.key"), PosixFilePermissions.fromString("rw-r-----"));
        new KeyFile(home).readOrCreate();
        assertThat(output).contains("chmod 600 " + home.resolve("secret.key"))
                .doesNotContain(Files.readString(home.resolve("secret.key")));
    }

    @Test
    void saysWhichFileHoldsNoKey() throws IOException {
        Files.writeString(home.resolve("secret.key"), "");
        assertThatIllegalStateException().isThrownBy(() -> new KeyFile(home).readOrCreate()).withMessageContaining("secret.key");
    }
}
