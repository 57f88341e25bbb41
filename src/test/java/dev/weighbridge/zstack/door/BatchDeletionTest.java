package dev.weighbridge.zstack.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class BatchDeletionTest {

    private final List<String> deleted = new ArrayList<>();

    private ObjectNode delete(String query) {
        return BatchDeletion.of(new Parameters(query), deleted::add);
    }

    @ParameterizedTest
    @ValueSource(strings = {"uuids=b&uuids=a&uuids=b&x=y", "uuids.0=b&uuids.1=a&uuids.2=b", "uuids=b&uuids.0=a&uuids=+b+&uuids="})
    void takesEachInItsOrderAndOnce(String query) {
        assertThat(delete(query)).hasToString("{\"results\":[{\"uuid\":\"b\",\"success\":true},{\"uuid\":\"a\",\"success\":true}]}");
        assertThat(deleted).containsExactly("b", "a");
    }

    @Test
    void oneThatFailsTakesNoOtherWithIt() {
        ObjectNode reply = BatchDeletion.of(new Parameters("uuids=a&uuids=gone&uuids=b&uuids=c"), uuid -> {
            if (uuid.equals("gone")) {
                throw new IngestionException(FailureKind.NOT_FOUND, "Could not delete gone: it is not there.");
            }
            if (uuid.equals("b")) {
                throw new IngestionException(FailureKind.FORBIDDEN, "Could not delete b: it is another's.");
            }
            if (uuid.equals("c")) {
                throw new IllegalStateException("secret of the database");
            }
        });
        assertThat(reply.get("results").valueStream().map(result -> result.get("success").asBoolean())).containsExactly(true, true, false,
                false);
        assertThat(reply.at("/results/2/error/code").asString()).isEqualTo("ID.1002");
        assertThat(reply.at("/results/3/error/code").asString()).isEqualTo("SYS.1000");
        assertThat(reply.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1001})
    void refusesNoneAndTooMany(int count) {
        String query = IntStream.range(0, count).mapToObj(number -> "uuids=" + number).collect(Collectors.joining("&"));
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> delete(query))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(FailureKind.INVALID_REQUEST))
                .withMessageContaining(count + " uuids");
        assertThat(deleted).isEmpty();
    }

    @Test
    void takesAThousandNumberedOnes() {
        String query = IntStream.range(0, 1000).mapToObj(number -> "uuids." + number + "=" + number).collect(Collectors.joining("&"));
        assertThat(delete(query).get("results").size()).isEqualTo(1000);
    }
}
