package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.weighbridge.account.AccountRegister;
import dev.weighbridge.account.Credential;
import dev.weighbridge.account.QuotaName;
import dev.weighbridge.account.Quotas;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.request.ModelRequest;
import dev.weighbridge.request.Removals;
import dev.weighbridge.request.RequestIntake;
import dev.weighbridge.source.http.FaultyFile;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an account may have, however many imports of it run at once. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class QuotasTest {

    private static final int SIZE = 3000;

    private final FaultyHttpServer server = FaultyHttpServer.start();

    private final TestNode node;

    private final Ingestions ingestions;

    private final Imports imports;

    private final String account;

    QuotasTest(TestDatabase database) {
        node = TestNode.shared(database);
        ingestions = node.bean(Ingestions.class);
        imports = new Imports(node);
        account = node.bean(AccountRegister.class).add(new Credential(null, "quota-" + UUID.randomUUID(), "0".repeat(128), null)).getUuid();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void oneMoreModelThanAllowedIsRefusedWhenItComesInHoweverManyComeAtOnce() throws Exception {
        server.file("/slow.bin", new byte[SIZE]).bytesPerSecond(SIZE);
        set(QuotaName.MODELS, 2);
        List<Callable<String>> requests = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String name = "model-" + i;
            requests.add(() -> request(name, "/slow.bin"));
        }
        List<Throwable> refused = new ArrayList<>();
        List<String> accepted = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (Future<String> one : threads.invokeAll(requests)) {
                if (one.state() == Future.State.FAILED) {
                    refused.add(one.exceptionNow());
                } else {
                    accepted.add(one.resultNow());
                }
            }
        }
        assertThat(accepted).hasSize(2);
        assertThat(refused).hasSize(4).allSatisfy(failure -> assertThat(failure).isInstanceOfSatisfying(IngestionException.class,
                exception -> assertThat(exception.kind()).isEqualTo(FailureKind.QUOTA_EXCEEDED)).hasMessageContaining("may have 2"));
        accepted.forEach(uuid -> ingestions.awaitEnd(uuid, Imports.LONG));
    }

    @ParameterizedTest
    @CsvSource({"MODELS, 1", "BYTES, 5999"})
    void ofTwoThatAreUnderWayOnlyOneStaysWhenThereIsRoomForOne(QuotaName quota, long limit) {
        FaultyFile file = server.file("/slow.bin", new byte[SIZE]).hold();
        List<String> both = List.of(request("one", "/slow.bin"), request("two", "/slow.bin"));
        await().until(() -> ingestions.listedBytesOf(account, "") == 2 * SIZE);
        set(quota, limit);
        file.release();
        List<Ingestion> ended = both.stream().map(uuid -> ingestions.awaitEnd(uuid, Imports.LONG)).toList();
        assertThat(ended).extracting(Ingestion::state).containsExactlyInAnyOrder(IngestionState.SUCCEEDED, IngestionState.FAILED);
        assertThat(ended.stream().map(Ingestion::failure).filter(Objects::nonNull)).hasSize(1).allSatisfy(failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.QUOTA_EXCEEDED);
            assertThat(failure.message()).contains(String.valueOf(limit)).contains(quota.text());
        });
        assertThat(node.bean(Inventory.class).countOf(account)).isEqualTo(1);
    }

    @Test
    void moreBytesThanTheAccountsOwnQuotaAreRefusedBeforeTheFirst() {
        server.file("/large.bin", new byte[SIZE]);
        set(QuotaName.BYTES, SIZE - 1);
        Ingestion refused = ingestions.awaitEnd(request("large", "/large.bin"), Imports.LONG);
        assertThat(Imports.why(refused).kind()).isEqualTo(FailureKind.QUOTA_EXCEEDED);
        assertThat(server.requests("/large.bin").stream().filter(one -> !"bytes=0-0".equals(one.header("Range")))).isEmpty();
        set(QuotaName.BYTES, Quotas.UNLIMITED);
        assertThat(ingestions.awaitEnd(request("large", "/large.bin"), Imports.LONG).state()).isEqualTo(IngestionState.SUCCEEDED);
    }

    @Test
    void anAccountThatOwnsSomethingIsNotDeletedAndItsHistoryOutlivesIt() {
        server.file("/one.bin", new byte[10]);
        String ingestion = request("one", "/one.bin");
        String model = ingestions.awaitEnd(ingestion, Imports.LONG).modelUuid();
        var register = node.bean(AccountRegister.class);
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> register.delete(account))
                .returns(FailureKind.CONFLICT, IngestionException::kind).withMessageContaining("1 models");
        node.bean(Removals.class).removeModel(Objects.requireNonNull(model));
        register.delete(account);
        assertThat(register.find(account)).isEmpty();
        assertThat(ingestions.find(ingestion)).hasValueSatisfying(one -> assertThat(one.accountUuid()).isEqualTo(Imports.ADMIN));
    }

    private void set(QuotaName quota, long limit) {
        node.bean(Quotas.class).set(account, quota, limit);
    }

    private String request(String name, String path) {
        return node.bean(RequestIntake.class).accept(new ModelRequest(account, Origin.API,
                imports.given(name, server.url(path).toString(), null), null, null)).ingestionUuid();
    }
}
