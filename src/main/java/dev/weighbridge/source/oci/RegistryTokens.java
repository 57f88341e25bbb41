package dev.weighbridge.source.oci;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.weighbridge.net.Credential;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.source.SourceAccess;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests in, and keeps what registries gave for that as long as it is good: for one repository and one login each, for a thousand of them
 * at most. A registry is asked without anything first; its challenge says what it wants. Many threads that are challenged at once sign in once.
 */
final class RegistryTokens {

    private static final int MOST = 1000;

    /** Not used up to its last second: it has to arrive, and other clocks go otherwise. */
    private static final Duration EARLY = Duration.ofSeconds(5);

    private final SignIn signIn;

    private final Clock clock;

    private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > MOST;
        }
    };

    private record Key(Repository repository, SourceAccess.@Nullable Login login) {}

    /** What is known for a key, and who is finding it out. */
    private static final class Kept {

        private final ReentrantLock renewing = new ReentrantLock();

        private volatile @Nullable Grant grant;
    }

    /**
     * What a registry accepts.
     *
     * @param until when it ends, or {@link Instant#MAX}
     */
    record Grant(Credential credential, Instant until) {}

    RegistryTokens(SignIn signIn, Clock clock) {
        this.signIn = signIn;
        this.clock = clock;
    }

    /**
     * What {@code exchange} makes of {@code request}, sent with what the registry last accepted, and once more with something new if that is refused.
     *
     * @param exchange throws {@link ChallengedException} where the registry answers 401
     */
    <T> T send(OutboundRequest request, Repository repository, SourceAccess.@Nullable Login login, Function<OutboundRequest, T> exchange) {
        Kept mine = kept(new Key(repository, login));
        Credential known = current(mine);
        try {
            return exchange.apply(request.with(known));
        } catch (ChallengedException refused) {
            Challenge challenge = refused.challenge().orElseThrow(() -> refused);
            return exchange.apply(request.with(renewed(mine, known, () -> signIn.grant(repository, login, challenge, refused))));
        }
    }

    private Kept kept(Key key) {
        synchronized (kept) {
            return kept.computeIfAbsent(key, absent -> new Kept());
        }
    }

    private @Nullable Credential current(Kept mine) {
        Grant grant = mine.grant;
        boolean good = grant != null
                && clock.instant().isBefore(grant.until().equals(Instant.MAX) ? Instant.MAX : grant.until().minus(EARLY));
        return good && grant != null ? grant.credential() : null;
    }

    /** Something newer than {@code refused}: what another thread got meanwhile, or {@code fresh}, even if it ends at once. */
    private Credential renewed(Kept mine, @Nullable Credential refused, Supplier<Grant> fresh) {
        mine.renewing.lock();
        try {
            Credential current = current(mine);
            if (current != null && !current.equals(refused)) {
                return current;
            }
            Grant grant = fresh.get();
            mine.grant = grant;
            return grant.credential();
        } finally {
            mine.renewing.unlock();
        }
    }
}
