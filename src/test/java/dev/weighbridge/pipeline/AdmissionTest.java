package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.request.ModelRequest;
import dev.weighbridge.request.RequestIntake;
import dev.weighbridge.source.http.FaultyHttpServer;
import dev.weighbridge.store.FaultyBlobStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can be known to fail fails before the first byte. */
class AdmissionTest {

    private final FaultyHttpServer server = FaultyHttpServer.start();

    private @Nullable TestNode node;

    @AfterEach
    void close() {
        server.close();
        if (node != null) {
            node.close();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aSizeThatTheListingContradicts(TestDatabase database) {
        started(database, "weighbridge.add-model.check-size=true");
        server.file("/model.bin", new byte[1000]);
        Failure why = refused(run("/model.bin", 999L));
        assertThat(why.kind()).isEqualTo(FailureKind.SIZE_MISMATCH);
        assertThat(why.message()).contains("999").contains("1000");
        assertThat(fetched("/model.bin")).as("only the probe of its first byte").isZero();
        assertThat(run("/model.bin", 1000L).state()).isEqualTo(IngestionState.SUCCEEDED);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void moreThanTheAccountMayHave(TestDatabase database) {
        started(database, "weighbridge.add-model.max-bytes-per-account=2500B");
        server.file("/one.bin", new byte[1000]);
        server.file("/two.bin", new byte[1501]);
        assertThat(run("/one.bin", null).state()).isEqualTo(IngestionState.SUCCEEDED);
        Failure why = refused(run("/two.bin", null));
        assertThat(why.kind()).isEqualTo(FailureKind.QUOTA_EXCEEDED);
        assertThat(why.message()).contains("1501").contains("1000").contains("2500");
        assertThat(fetched("/two.bin")).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void moreThanTheAccountMayHaveOnceItIsUnpacked(TestDatabase database) throws Exception {
        started(database, "weighbridge.add-model.max-bytes-per-account=2500B");
        Path folder = Files.createTempDirectory("packed");
        Coreutils.run("cd " + folder + " && head -c 5000 /dev/zero > a.bin && tar -czf model.tar.gz a.bin");
        byte[] archive = Files.readAllBytes(folder.resolve("model.tar.gz"));
        assertThat(archive).as("packed it would fit").hasSizeLessThan(2500);
        server.file("/model.tar.gz", archive);
        Failure why = refused(run("/model.tar.gz?unpack", null));
        assertThat(why.kind()).isEqualTo(FailureKind.QUOTA_EXCEEDED);
        assertThat(why.message()).contains("5000");
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aStoreWithoutRoomForItAndForWhatIsStillToComeOfOthers(TestDatabase database) {
        TestNode started = started(database);
        FaultyBlobStore store = started.bean(FaultyBlobStore.class);
        server.file("/stored.bin", new byte[1000]);
        assertThat(run("/stored.bin", null).state()).isEqualTo(IngestionState.SUCCEEDED);
        store.free(OptionalLong.of(2000));
        server.file("/waits.bin", new byte[1200]).stallAfter(100);
        server.file("/large.bin", new byte[1500]);
        server.file("/small.bin", new byte[900]);

        String other = request("/waits.bin", null);
        await().until(() -> started.bean(Ingestions.class).stillToCome("") > 0);
        assertThat(started.bean(Ingestions.class).stillToCome("")).isEqualTo(1200);
        Failure why = refused(run("/large.bin", null));
        assertThat(why.kind()).isEqualTo(FailureKind.STORE_FULL);
        assertThat(why.message()).contains("1500 bytes").contains("room for 800");
        assertThat(fetched("/large.bin")).isZero();
        assertThat(refused(run("/small.bin", null)).kind()).isEqualTo(FailureKind.STORE_FULL);
        assertThat(run("/stored.bin", null).state()).as("its bytes are there").isEqualTo(IngestionState.SUCCEEDED);
        started.bean(Ingestions.class).cancel(other);
        started.bean(Ingestions.class).awaitEnd(other, Imports.LONG);
        assertThat(run("/large.bin", null).state()).isEqualTo(IngestionState.SUCCEEDED);
    }

    private TestNode started(TestDatabase database, String... properties) {
        var all = new ArrayList<>(List.of(SmallPartsNode.SETTINGS));
        all.addAll(List.of(properties));
        node = TestNode.start(TestNode.newHome(), database.freshUrl(), database.user(), List.of(FaultyBlobStore.InFront.class),
                all.toArray(String[]::new));
        return node;
    }

    private Ingestion run(String path, @Nullable Long size) {
        return Objects.requireNonNull(node).bean(Ingestions.class).awaitEnd(request(path, size), Imports.LONG);
    }

    private String request(String path, @Nullable Long size) {
        TestNode started = Objects.requireNonNull(node);
        var given = new GivenFields("model", server.url(path).toString(), new Imports(started).center(), null, null, null, null, null, size,
                null, null,
                null, null, null, null, null, null, null, null, null, null);
        return started.bean(RequestIntake.class).accept(new ModelRequest(Imports.ADMIN, Origin.API, given, null, null)).ingestionUuid();
    }

    private static Failure refused(Ingestion ingestion) {
        assertThat(ingestion.state()).isEqualTo(IngestionState.FAILED);
        return Objects.requireNonNull(ingestion.failure());
    }

    /** Requests for the file itself, not counting the probe of its first byte. */
    private long fetched(String path) {
        return server.requests(path).stream().filter(request -> !"bytes=0-0".equals(request.header("Range"))).count();
    }
}
