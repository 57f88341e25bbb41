package dev.weighbridge.source.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.TestOutbound;
import dev.weighbridge.source.CatalogEntry;
import dev.weighbridge.source.Shelf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class S3CatalogTest {

    private final TestStore store = TestStore.signed();

    private final String bucket = store.bucket();

    private final OutboundClient client = TestOutbound.client(Duration.ofSeconds(20), "127.0.0.1");

    private final S3Catalog catalog = new S3Catalog(client, new S3Settings(2000), Clock.systemUTC());

    @AfterEach
    void stop() {
        assertThat(client.connectionsInUse()).isZero();
        client.close();
    }

    private List<CatalogEntry> list(String prefix, int most) {
        return catalog.list(new Shelf(Shelf.Kind.FOLDER, store.reference(bucket, prefix), List.of()), most, TestStore.access());
    }

    private void put(String key, String text) {
        store.put(bucket, key, text.getBytes(UTF_8));
    }

    @Test
    void eachPrefixBelowIsAModelWhoseRevisionFollowsItsObjects() {
        put("llm/a/config.json", "{}");
        put("llm/a/deep/weights.bin", "w");
        put("llm/b/config.json", "{}");
        put("llm/beside.txt", "no model");
        put("other/c/config.json", "{}");
        List<CatalogEntry> before = list("llm", 100);
        assertThat(before).extracting(CatalogEntry::reference).containsExactly("s3://" + bucket + "/llm/a/", "s3://" + bucket + "/llm/b/");
        assertThat(list("llm/", 100)).isEqualTo(before);
        put("llm/a/deep/weights.bin", "x");
        List<CatalogEntry> after = list("llm", 100);
        assertThat(after.getFirst().revision()).isNotEqualTo(before.getFirst().revision());
        assertThat(after.getLast()).isEqualTo(before.getLast());
        assertThat(list("", 100)).extracting(CatalogEntry::id).containsExactly("s3://" + bucket + "/llm/", "s3://" + bucket + "/other/");
    }

    @Test
    void tooManyAreRefused() {
        put("a/1", "1");
        put("b/1", "1");
        assertThat(list("", 2)).hasSize(2);
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> list("", 1))
                .satisfies(failed -> assertThat(failed.kind()).isEqualTo(FailureKind.LIMIT_EXCEEDED));
    }
}
