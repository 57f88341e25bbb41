package dev.weighbridge.zstack.door;

import java.util.Optional;

import dev.weighbridge.hooks.JobAnswer;
import dev.weighbridge.hooks.JobAnswer.Batch;
import dev.weighbridge.hooks.JobAnswers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The answers of jobs as their web hooks carry them: a poll's, always with the schema map, because a Java client cannot read one without it. */
@Component
class HookAnswers implements JobAnswers {

    private final JobResults results;

    HookAnswers(JobResults results) {
        this.results = results;
    }

    @Override
    public Optional<JobAnswer> find(String jobUuid) {
        return results.find(jobUuid).filter(JobResults.Result::isThere)
                .map(result -> new JobAnswer(result.status() == 200, batch(result.body().get("results")), result.body().toString()));
    }

    private static @Nullable Batch batch(@Nullable JsonNode results) {
        if (!(results instanceof ArrayNode each)) {
            return null;
        }
        long good = each.valueStream().filter(result -> result.path("success").asBoolean(false)).count();
        return good == each.size() ? Batch.SUCCESS : good == 0 ? Batch.FAIL : Batch.PARTIAL;
    }
}
