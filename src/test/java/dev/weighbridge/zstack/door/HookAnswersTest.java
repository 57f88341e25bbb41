package dev.weighbridge.zstack.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.ApiJobs;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HookAnswersTest {

    private final TestNode node = TestNode.shared(TestDatabase.H2);

    private final HookAnswers answers = node.bean(HookAnswers.class);

    private String job(int status, String body) {
        String uuid = ResourceUuid.random();
        node.bean(ApiJobs.class).recordEnded(uuid, null, null, status, body);
        return uuid;
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"{}, `null`", "{\"inventory\":{}}, `null`", "{\"results\":[]}, SUCCESS",
            "`{\"results\":[{\"success\":true},{\"success\":true}]}`, SUCCESS",
            "`{\"results\":[{\"success\":true},{\"success\":false}]}`, PARTIAL", "`{\"results\":[{\"success\":false}]}`, FAIL",
            "`{\"results\":[{\"uuid\":\"a\"}]}`, FAIL"})
    void aListOfResultsIsABatch(String body, String batch) {
        var answer = answers.find(job(200, body)).orElseThrow();
        assertThat(Objects.toString(answer.batch())).isEqualTo(batch);
        assertThat(answer.success()).isTrue();
        assertThat(answer.body()).isEqualTo(body);
    }

    @Test
    void aFailureIsNoSuccess() {
        assertThat(answers.find(job(503, "{\"error\":{}}")).orElseThrow().success()).isFalse();
    }

    @Test
    void thereIsNoAnswerOfAJobThatIsNotThere() {
        assertThat(answers.find(ResourceUuid.random())).isEmpty();
    }
}
