package dev.weighbridge.source.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.TestOutbound;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.ModelSourceContract;
import dev.weighbridge.source.SourceStream;
import dev.weighbridge.source.huggingface.FakeHub.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract, tried with a mirror that gives the newest files whatever commit it is asked for: at a hub a file of a commit cannot change. */
class HuggingFaceSourceTest extends ModelSourceContract {

    private final FakeHub hub = FakeHub.start();

    private final OutboundClient client = TestOutbound.client(Duration.ofSeconds(20), "127.0.0.1", "localhost");

    private final HuggingFaceSource source = new HuggingFaceSource(client, new HubSettings(100_000), Clock.systemUTC());

    @BeforeEach
    void forgetOldCommits() {
        hub.fault(Fault.NEWEST_UNDER_ANY_COMMIT);
    }

    @AfterEach
    void stop() {
        client.close();
        hub.close();
    }

    @Override
    protected ModelSource source() {
        return source;
    }

    @Override
    protected ModelReference put(byte[] content) {
        hub.model("org/name").put(NAME, content);
        return reference("hf://org/name");
    }

    @Override
    protected ModelReference missing() {
        return reference("hf://org/nothing");
    }

    @Override
    protected int held() {
        return client.connectionsInUse();
    }

    private ModelReference reference(String text) {
        return ModelReference.of(text, null).at(hub.endpoint());
    }

    /** A hub announces a digest for every file; these are what coreutils' sha256sum and git hash-object print for "hello\n". */
    @Override
    @Test
    protected void listsAFileWithItsNameAndSize() {
        byte[] hello = "hello\n".getBytes(StandardCharsets.UTF_8);
        SourceFile large = only(put(hello));
        assertThat(large.path()).isEqualTo(NAME);
        assertThat(large.size()).isEqualTo(6);
        assertThat(large.announced()).isEqualTo(Digest.sha256("5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"));
        assertThat(large.validator()).isNotNull();
        assertThat(large.strong()).isTrue();
        hub.model("org/small").put("config.json", hello);
        SourceFile small = only(reference("hf://org/small"));
        assertThat(small.announced()).isEqualTo(Digest.parse("git-sha1:ce013625030ba8dba906f756967f9e9ca394464a"));
        assertThat(small.size()).isEqualTo(6);
        assertThat(small.strong()).isTrue();
    }

    /** Who reads the file holds the announced digest against it: there is nothing that the hub could be asked once more. */
    @Override
    @Test
    protected void noticesAChangeWhileTheFileIsRead() throws IOException {
        SourceFile file = only(put(bytes(1000, 1)));
        try (SourceStream in = source.open(file, 0, access())) {
            in.readNBytes(1000);
            put(bytes(1000, 2));
            assertThatCode(in::confirmUnchanged).doesNotThrowAnyException();
        }
    }

    @Test
    void keepsReadingTheCommitThatWasPinned() throws IOException {
        hub.recover();
        byte[] before = bytes(1000, 1);
        SourceFile file = only(put(before));
        put(bytes(1001, 2));
        assertThat(read(file, 0)).isEqualTo(before);
        assertThat(read(file, 500)).isEqualTo(Arrays.copyOfRange(before, 500, 1000));
    }

    @Test
    void noticesAnotherCommitAlsoForASmallFile() {
        hub.model("org/small").put("config.json", bytes(10, 1));
        SourceFile file = only(reference("hf://org/small"));
        hub.model("org/small").put("config.json", bytes(10, 2));
        assertThat(refused(() -> source.open(file, 0, access())).getMessage()).contains("another commit");
        assertThat(failure(() -> source.open(file, 5, access()))).isEqualTo(FailureKind.SOURCE_CHANGED);
    }
}
