package dev.weighbridge.zstack.door;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.ingestion.ApiJob;
import dev.weighbridge.ingestion.ApiJobs;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.JobItems;
import dev.weighbridge.secret.SecretBox;
import org.apache.commons.codec.binary.Base64;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** What an API job has come to: its own recorded result, or, for what makes a model or dataset, where its ingestion stands. */
@Component
class JobResults {

    private static final String SEALED = "sealed:";

    private final ApiJobs jobs;

    private final Ingestions ingestions;

    private final Map<ArtifactKind, AddedResource> added;

    private final JobItems items;

    private final SecretBox box;

    JobResults(ApiJobs jobs, Ingestions ingestions, List<AddedResource> added, JobItems items, SecretBox box) {
        this.jobs = jobs;
        this.items = items;
        this.ingestions = ingestions;
        this.added = added.stream().collect(Collectors.toUnmodifiableMap(AddedResource::kind, Function.identity()));
        this.box = box;
    }

    /** A result as a poll gives it; 202 while there is none. */
    record Result(int status, ObjectNode body) {

        boolean isThere() {
            return status != 202;
        }

        Answer shownTo(Call call) {
            return Answer.json(status, Replies.shown(body, call));
        }
    }

    /** Empty for a job that never was, or ended more than three hours ago. */
    Optional<Result> find(String jobUuid) {
        return jobs.find(jobUuid).map(this::result);
    }

    /** An answer as the row of its job keeps it when there is a secret in it; no other row can show it. */
    String sealed(String jobUuid, ObjectNode reply) {
        return SEALED + Base64.encodeBase64String(box.encrypt(reply.toString(), sealedFor(jobUuid)));
    }

    private ObjectNode opened(String jobUuid, String body) {
        return Json.stored(body.startsWith(SEALED)
                ? box.decrypt(Base64.decodeBase64(body.substring(SEALED.length())), sealedFor(jobUuid))
                : body);
    }

    private static String sealedFor(String jobUuid) {
        return "API job " + DigestUtils.sha256Hex(jobUuid);
    }

    private Result result(ApiJob job) {
        if (job.status() != null && job.body() != null) {
            return new Result(job.status(), opened(job.uuid(), job.body()));
        }
        String ingestion = job.ingestionUuid();
        if (ingestion == null) {
            return job.endedAt() == null ? running() : new Result(200, ItemReply.of(items.standing(job.uuid(), ItemReply.SHOWN)));
        }
        return ingestions.find(ingestion).map(this::result).orElseGet(JobResults::running);
    }

    private Result result(Ingestion ingestion) {
        return switch (ingestion.state()) {
            case SUCCEEDED -> added(ingestion.makes().kind(), ingestion.modelUuid());
            case FAILED, CANCELLED -> failed(ingestion);
            case QUEUED, RUNNING, WAITING, PAUSED, AWAITING_APPROVAL -> running();
        };
    }

    private Result added(ArtifactKind kind, String uuid) {
        return Objects.requireNonNull(added.get(kind)).reply(uuid).map(reply -> new Result(200, reply))
                .orElseGet(() -> new Result(503, Replies.error(ErrorCode.NOT_FOUND,
                        "Could not show the added " + kind.word() + " " + uuid
                                + ": it has been deleted since. Add it again if it is needed.")));
    }

    private static Result failed(Ingestion ingestion) {
        Failure failure = ingestion.failure();
        return new Result(503, failure == null
                ? Replies.error(ErrorCode.CANCELLED,
                        "Could not add " + ingestion.makes().kind().named(ingestion.name())
                                + ": it was cancelled. Add it again if it is needed.")
                : Replies.error(ErrorCode.of(failure.kind()), failure.message()));
    }

    private static Result running() {
        return new Result(202, Replies.nothing());
    }
}
