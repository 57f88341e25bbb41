package dev.weighbridge.source.modelscope;

import java.time.Clock;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.commons.codec.digest.DigestUtils;

/** The sessions of this node, by hub and token; of more than {@value #MOST} the one that was not used for longest is dropped. For many threads. */
final class Sessions {

    static final int MOST = 200;

    private final Login login;

    private final Clock clock;

    private final Map<Key, Session> sessions = new LinkedHashMap<>(16, 0.75f, true);

    /** @param tokenDigest its SHA-256, so that no map of tokens lies in memory */
    private record Key(String endpoint, String tokenDigest) {}

    Sessions(Login login, Clock clock) {
        this.login = login;
        this.clock = clock;
    }

    /** Asks nobody yet. */
    synchronized Session of(Repository repository, String token) {
        var key = new Key(repository.endpoint(), DigestUtils.sha256Hex(token));
        Session session = sessions.computeIfAbsent(key, unknown -> new Session(() -> login.signIn(repository, token), clock));
        if (sessions.size() > MOST) {
            Iterator<Session> oldest = sessions.values().iterator();
            oldest.next();
            oldest.remove();
        }
        return session;
    }
}
