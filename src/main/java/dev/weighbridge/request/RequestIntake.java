package dev.weighbridge.request;

import java.util.Objects;
import java.util.Optional;

import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.ingestion.Failpoints;
import dev.weighbridge.ingestion.NewIngestion;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.secret.SecretBox;
import org.apache.commons.codec.binary.Base64;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes requests in. A request is accepted in one transaction: the ingestion's row, its entry in the queue, and the API job that follows it are there
 * together or not at all. For many threads and nodes.
 */
@Component
public class RequestIntake {

    /** Each round is lost to an equal request that came in at the same moment; in the next it is found. */
    private static final int ROUNDS = 5;

    private final References references;

    private final Entries entries;

    private final Terms terms;

    private final TransactionTemplate transaction;

    private final Failpoints failpoints;

    RequestIntake(References references, Entries entries, Terms terms, TransactionTemplate transaction, Failpoints failpoints) {
        this.references = references;
        this.entries = entries;
        this.terms = terms;
        this.transaction = transaction;
        this.failpoints = failpoints;
    }

    /** How its token is kept, until when it may wait, and how many its account may have. */
    @Component
    record Terms(SecretBox box, Deadlines deadlines, ModelQuota quota) {}

    /**
     * Checks a request and enters it, or lets it share the ingestion of an equal one that is open.
     *
     * @throws dev.weighbridge.artifact.IngestionException INVALID_REQUEST, NOT_FOUND (it points to something that is not there), CONFLICT (the API job's
     *     uuid is used), QUOTA_EXCEEDED. Nothing is entered then
     */
    public Accepted accept(ModelRequest request) {
        RequestCheck.check(request.makes().kind(), request.given(), request.token());
        Accepted accepted = entered(request);
        failpoints.reached(Failpoint.REQUEST_ACCEPTED);
        return accepted;
    }

    private Accepted entered(ModelRequest request) {
        for (int round = 1;; round++) {
            try {
                return Objects.requireNonNull(transaction.execute(status -> enter(request)));
            } catch (DuplicateKeyException | ConcurrencyFailureException lost) {
                if (round == ROUNDS) {
                    throw lost;
                }
            }
        }
    }

    private Accepted enter(ModelRequest request) {
        String key = OpenKey.of(request);
        Optional<String> open = entries.open(key);
        if (open.isEmpty()) {
            references.check(request.makes().kind(), request.accountUuid(), request.given());
            terms.quota().check(request);
        }
        open.ifPresent(joined -> entries.prolong(joined, terms.deadlines().of(request.call())));
        String ingestion = open.orElseGet(() -> entries.enter(ingestion(request, key)));
        entries.follow(request, ingestion);
        return new Accepted(ingestion, open.isPresent());
    }

    private NewIngestion ingestion(ModelRequest request, String key) {
        GivenFields given = request.given();
        Way way = request.way();
        String uuid = ResourceUuid.random();
        String token = request.token();
        String encrypted = token == null || token.isBlank() ? null
                : Base64.encodeBase64String(terms.box().encrypt(token, "ingestion " + uuid));
        String modelUuid = Objects.requireNonNullElseGet(given.resourceUuid(), ResourceUuid::random);
        return new NewIngestion(uuid, request.accountUuid(), way.origin(), way.runUuid(), way.priority(), way.held(), request.makes(),
                given, encrypted, modelUuid, key,
                Lane.SMALL.name(),
                terms.deadlines().of(request.call()));
    }
}
