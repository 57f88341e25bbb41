package dev.weighbridge.source.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.TestOutbound;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.SourceStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3FolderTest {

    /** What coreutils print for the six bytes "hello\n". */
    private static final String HELLO_SHA256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

    /** What coreutils print for no bytes. */
    private static final String EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final TestStore store = TestStore.signed();

    private final String bucket = store.bucket();

    private final OutboundClient client = TestOutbound.client(Duration.ofSeconds(20), "127.0.0.1");

    private final S3Source source = source(100_000);

    @AfterEach
    void stop() {
        assertThat(client.connectionsInUse()).isZero();
        client.close();
    }

    private S3Source source(int maxFiles) {
        return new S3Source(client, new S3Settings(maxFiles), Clock.systemUTC());
    }

    private void put(String key, String text) {
        store.put(bucket, key, text.getBytes(StandardCharsets.UTF_8));
    }

    private Listing list(String prefix) {
        return source.list(store.reference(bucket, prefix), TestStore.access());
    }

    private List<String> paths(String prefix) {
        return list(prefix).files().stream().map(SourceFile::path).toList();
    }

    private SourceFile file(String prefix, String path) {
        return list(prefix).files().stream().filter(file -> file.path().equals(path)).findFirst().orElseThrow();
    }

    private String read(SourceFile file) throws IOException {
        try (SourceStream in = source.open(file, 0, TestStore.access())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private IngestionException failure(S3Source place, String prefix) {
        return Assertions.catchThrowableOfType(IngestionException.class,
                () -> place.list(store.reference(bucket, prefix), TestStore.access()));
    }

    @Test
    void listsAllBelowAPrefixWithAndWithoutItsSlash() throws IOException {
        put("llama/config.json", "{}");
        put("llama/sub/model.gguf", "weights");
        put("llama-2/config.json", "another");
        assertThat(paths("llama")).containsExactly("config.json", "sub/model.gguf");
        assertThat(paths("llama/")).containsExactly("config.json", "sub/model.gguf");
        assertThat(paths("llama/sub")).containsExactly("model.gguf");
        assertThat(paths("")).containsExactly("llama-2/config.json", "llama/config.json", "llama/sub/model.gguf");
        assertThat(read(file("llama", "sub/model.gguf"))).isEqualTo("weights");
    }

    @Test
    void listsMoreThanFitOnAPage() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 2500; i++) {
            expected.add("shard-%04d.bin".formatted(i));
            put("many/" + expected.getLast(), "");
        }
        long before = store.pages(bucket);
        assertThat(paths("many")).isEqualTo(expected);
        assertThat(store.pages(bucket) - before).as("pages").isEqualTo(3);
        assertThat(source(2500).list(store.reference(bucket, "many"), TestStore.access()).files()).hasSize(2500);
        IngestionException failure = failure(source(2499), "many");
        assertThat(failure.kind()).isEqualTo(FailureKind.LIMIT_EXCEEDED);
        assertThat(failure.getMessage()).contains("weighbridge.sources.max-files");
    }

    @Test
    void readsKeysWithAllKindsOfCharacters() throws IOException {
        List<String> names = List.of("a b", "a+b", "a%20b", "a%2Bb", "ä/日本 🐳", "what?", "no#1", "~!$&'()*,;=:@[]{}^`|<>\"");
        for (String name : names) {
            put("odd/" + name, name);
        }
        List<SourceFile> files = list("odd").files();
        assertThat(files).extracting(SourceFile::path).containsExactlyInAnyOrderElementsOf(names);
        for (SourceFile file : files) {
            assertThat(read(file)).isEqualTo(file.path());
        }
    }

    @Test
    void passesOverTheMarkersOfFolders() {
        put("m/", "");
        put("m/sub/", "");
        put("m/sub/a.bin", "");
        assertThat(paths("m/")).containsExactly("sub/a.bin");
    }

    @Test
    void findsNothingWhereOnlyMarkersAre() {
        put("m/", "");
        assertThat(failure(source, "m").kind()).isEqualTo(FailureKind.SOURCE_NOT_FOUND);
        assertThat(failure(source, "elsewhere").getMessage()).contains("no object of this name or below it");
    }

    @Test
    void tellsTheLatestTimeOfItsObjects() {
        put("m/a", "x");
        put("m/b", "x");
        assertThat(list("m").sourceTime()).isEqualTo(list("m/b").sourceTime());
    }

    @Test
    void listsAnObjectAsItIsListedByItself() {
        put("m/a", "hello\n");
        assertThat(list("m").files()).isEqualTo(list("m/a").files());
    }

    @Test
    void announcesWhatAListSaysAndElseWhatLiesBeside() {
        put("m/SHA256SUMS", HELLO_SHA256 + "  sub/a\n");
        put("m/sub/a", "hello\n");
        put("m/sub/a.sha256", EMPTY_SHA256 + "  a\n");
        put("m/b", "");
        put("m/b.sha256", EMPTY_SHA256 + "\n");
        assertThat(file("m", "sub/a").announced()).isEqualTo(Digest.sha256(HELLO_SHA256));
        assertThat(file("m", "b").announced()).isEqualTo(Digest.sha256(EMPTY_SHA256));
        assertThat(paths("m")).contains("SHA256SUMS", "b.sha256");
    }

    @ParameterizedTest
    @ValueSource(strings = {HELLO_SHA256 + "  missing\n", HELLO_SHA256 + "  a\n" + EMPTY_SHA256 + "  a\n", "no list\n"})
    void refusesAListThatDoesNotFit(String text) {
        put("m/a", "hello\n");
        put("m/SHA256SUMS", text);
        IngestionException failure = failure(source, "m");
        assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
        assertThat(failure.getMessage()).contains("s3://" + bucket + "/m/SHA256SUMS");
    }

    @Test
    void takesABucketWhoseNameIsNoHostName() throws IOException {
        String dotted = store.bucket("my.models.v1");
        store.put(dotted, "m/a", "x".getBytes(StandardCharsets.UTF_8));
        SourceFile file = source.list(store.reference(dotted, "m"), TestStore.access()).files().getFirst();
        assertThat(read(file)).isEqualTo("x");
    }
}
