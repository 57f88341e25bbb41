package dev.weighbridge.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.source.oci.Artifact;
import dev.weighbridge.source.oci.FakeRegistry;
import dev.weighbridge.source.s3.TestStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A registry's repository and a bucket's prefix that are followed. */
class OtherPlacesSyncTest {

    private static void push(FakeRegistry registry, String tag, String text) {
        registry.push("org/model", tag,
                Artifact.empty().layer("application/octet-stream", text.getBytes(UTF_8), Artifact.TITLE, "config.json"));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void eachTagOfARepositoryIsAVersionAndOneThatMovesIsANewModel(TestDatabase database) {
        SyncNode sync = SyncNode.on(database);
        try (FakeRegistry registry = FakeRegistry.start()) {
            push(registry, "v1", "{\"v\":1}");
            push(registry, "v2", "{\"v\":2}");
            String policy = sync.policy(
                    sync.center("oci://" + registry.authority(), "{\"endpoint\":\"http://" + registry.authority() + "\"}"),
                    "\"follow\":{\"repositories\":[\"org/model\"]},\"revisions\":[\"v*\"]");
            SyncNode.counts(sync.run(policy), 2, 0, 0, 0, 0);
            assertThat(sync.sql().queryForList("""
                    select m.name || ' ' || m.version || ' ' || m.is_latest_version from model m join sync_policy p
                    on p.model_center_uuid = m.model_center_uuid where p.uuid = ? order by m.version""", String.class, policy))
                    .map(text -> text.toLowerCase(Locale.ROOT)).containsExactly("model v1 false", "model v2 true");
            int asked = registry.requests("/v2/").size();
            SyncNode.counts(sync.run(policy), 0, 0, 2, 0, 0);
            assertThat(registry.requests("/v2/").size() - asked).as("a list of tags, and a HEAD of each").isEqualTo(3);
            push(registry, "v2", "{\"v\":\"2, mended\"}");
            registry.untag("org/model", "v1");
            SyncNode.counts(sync.run(policy), 0, 1, 0, 1, 0);
            assertThat(sync.models(policy)).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void eachPrefixBelowAPrefixIsAModelReadWithTheCentresKeys(TestDatabase database) {
        SyncNode sync = SyncNode.on(database);
        TestStore store = TestStore.signed();
        String bucket = store.bucket();
        store.put(bucket, "llm/a/config.json", "{\"a\":1}".getBytes(UTF_8));
        store.put(bucket, "llm/b/config.json", "{\"b\":1}".getBytes(UTF_8));
        String policy = sync.policy(
                sync.center("s3://" + bucket,
                        "{\"type\":\"s3\",\"endpoint\":\"" + store.url() + "\",\"accessKey\":\"" + TestStore.ACCESS_KEY
                                + "\",\"secretKey\":\"" + TestStore.SECRET_KEY + "\"}"),
                "\"follow\":{\"folders\":[\"llm\"]}");
        SyncNode.counts(sync.run(policy), 2, 0, 0, 0, 0);
        assertThat(sync.models(policy)).containsExactly("a", "b");
        store.put(bucket, "llm/b/config.json", "{\"b\":22}".getBytes(UTF_8));
        SyncNode.counts(sync.run(policy), 0, 1, 1, 0, 0);
    }
}
