package dev.weighbridge.zstack.query;

import static dev.weighbridge.zstack.Shelf.MODELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Collections;

import jakarta.persistence.EntityManager;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inventory.Model;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import dev.weighbridge.zstack.Shelf;
import dev.weighbridge.zstack.queryable.QueryableModels;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;

/** No query can ask for more than an answer in time can hold. */
class QueryLimitsTest {

    private final DoorClient admin = DoorClient.admin();

    @Test
    void aHundredConditionsAreEnough() {
        assertThat(admin.get(MODELS + "?" + "q=size>0&".repeat(100).replace(">", "%3E")).ok().json().has("inventories")).isTrue();
        assertThat(admin.get(MODELS + "?" + "q=size>0&".repeat(101).replace(">", "%3E")).refusedWith(400).body())
                .contains("more than 100 of parameter[q]");
    }

    @Test
    void aListHoldsAThousandValues() {
        admin.get(MODELS + "?" + "q=name%3F=" + String.join(",", Collections.nCopies(1000, "x"))).ok();
        assertThat(admin.get(MODELS + "?" + "q=name%3F=" + String.join(",", Collections.nCopies(1001, "x"))).refusedWith(400).body())
                .contains("more than 1000 values");
    }

    @Test
    void aPatternHoldsTenPercentSigns() {
        admin.get(MODELS + "?" + Shelf.query("introduction~=" + "%a".repeat(10))).ok();
        assertThat(admin.get(MODELS + "?" + Shelf.query("introduction~=" + "%a".repeat(11))).failedWith("SYS.1007").text("/error/details"))
                .contains("introduction", "10 '%'");
    }

    @Test
    void aStatementThatTakesTooLongIsStoppedWithAWordOfAdvice() {
        var entities = TestNode.shared(TestDatabase.POSTGRES).bean(EntityManager.class);
        Specification<Model> slow = (model, query, sql) -> sql.isNotNull(sql.function("pg_sleep", String.class, sql.literal(60)));
        Shelf.on(TestNode.shared(TestDatabase.POSTGRES)).put(Shelf.on(TestNode.shared(TestDatabase.POSTGRES)).centre(Shelf.name("slow")),
                Shelf.Item.of("slow"));
        assertThatExceptionOfType(IngestionException.class)
                .isThrownBy(
                        () -> new Selection<>(entities, QueryableModels.MODELS, Duration.ofSeconds(1)).rows(slow, Sort.unsorted(), 0, 1))
                .returns(FailureKind.TIMEOUT, IngestionException::kind).withMessageContaining("Narrow it");
    }
}
