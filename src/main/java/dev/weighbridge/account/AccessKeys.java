package dev.weighbridge.account;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.secret.SecretBox;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes, changes and deletes access keys. Who may do that, its callers see to. For many threads. */
@Service
public class AccessKeys {

    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static final int ID_LENGTH = 20;

    private static final int SECRET_LENGTH = 40;

    private static final int MOST = 100;

    private final KeyRows rows;

    private final AccountRows accounts;

    private final AccountQueries queries;

    private final SecretBox box;

    private final Clock clock;

    private final SecureRandom random = new SecureRandom();

    AccessKeys(KeyRows rows, AccountRows accounts, AccountQueries queries, SecretBox box, Clock clock) {
        this.rows = rows;
        this.accounts = accounts;
        this.queries = queries;
        this.box = box;
        this.clock = clock;
    }

    /**
     * A key that was just made.
     *
     * @param secret is nowhere else to be had
     */
    public record Made(AccessKey key, String secret) {

        /** Names the key, never its secret. */
        @Override
        public String toString() {
            return "Made[" + key.getUuid() + "]";
        }
    }

    @Transactional(readOnly = true)
    public Optional<AccessKey> find(String uuid) {
        return rows.find(uuid);
    }

    /**
     * Makes a key.
     *
     * @throws IngestionException INVALID_REQUEST, also if there is a key of this id or uuid; NOT_FOUND if there is no such account; LIMIT_EXCEEDED if it
     *     has too many keys
     */
    @Transactional
    public Made make(NewAccessKey wish) {
        wish.check();
        if (accounts.lock(wish.accountUuid()).isEmpty()) {
            throw new IngestionException(FailureKind.NOT_FOUND,
                    "Could not create the access key: invalid field[accountUuid], resource[uuid:"
                            + wish.accountUuid() + ", type:AccountVO] not found. Name one that exists.");
        }
        if (queries.count(AccessKey.class, (row, query, sql) -> sql.equal(row.get("accountUuid"), wish.accountUuid())) >= MOST) {
            throw new IngestionException(FailureKind.LIMIT_EXCEEDED,
                    "Could not create the access key: the account has " + MOST + ", which is the limit. Delete those that are not needed.");
        }
        String uuid = Objects.requireNonNullElseGet(wish.resourceUuid(), ResourceUuid::random);
        String id = Objects.requireNonNullElseGet(wish.accessKeyId(), () -> randomText(ID_LENGTH));
        String secret = Objects.requireNonNullElseGet(wish.secret(), () -> randomText(SECRET_LENGTH));
        try {
            rows.enter(new KeyRows.NewKey(uuid, wish.accountUuid(), wish.userUuid(), id, wish.description()),
                    box.encrypt(secret, boxedFor(id)), now());
        } catch (DuplicateKeyException used) {
            throw new IngestionException(FailureKind.INVALID_REQUEST, "Could not create the access key: field[AccessKeyID] or "
                    + "field[resourceUuid] is already in use. Leave it out or send another.", used);
        }
        return new Made(rows.find(uuid).orElseThrow(), secret);
    }

    /** @throws IngestionException NOT_FOUND */
    @Transactional
    public AccessKey change(String uuid, AccessKey.State state) {
        AccessKey key = rows.find(uuid).orElseThrow(() -> new IngestionException(FailureKind.NOT_FOUND,
                "Could not change the access key: invalid field[uuid], resource[uuid:" + uuid
                        + ", type:AccessKeyVO] not found. Check it."));
        rows.change(uuid, state, now());
        return rows.reread(key);
    }

    /** Deletes a key; does nothing if there is none. */
    @Transactional
    public void delete(String uuid) {
        rows.delete(uuid);
    }

    static String boxedFor(String accessKeyId) {
        return "access key " + accessKeyId;
    }

    private String randomText(int length) {
        return random.ints(length, 0, LETTERS.length()).mapToObj(LETTERS::charAt).map(String::valueOf).collect(Collectors.joining());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
