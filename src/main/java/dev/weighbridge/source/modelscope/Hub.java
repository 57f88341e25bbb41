package dev.weighbridge.source.modelscope;

import java.net.URI;
import java.time.Clock;

import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.source.Documents;
import dev.weighbridge.source.Refusals;
import dev.weighbridge.source.SourceAccess;

/** All that visits have in common. For many threads. */
final class Hub {

    private final OutboundClient client;

    private final Clock clock;

    private final Refusals refusals;

    private final Documents documents;

    private final Sessions sessions;

    Hub(OutboundClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
        this.refusals = new Refusals(clock);
        this.documents = new Documents(client, refusals);
        this.sessions = new Sessions(new Login(client, clock), clock);
    }

    /** Asks nobody yet. The token is used only if the repository's own host may see it. */
    Visit visit(Repository repository, SourceAccess access) {
        String token = access.tokenFor(URI.create(repository.endpoint()).getHost());
        return new Visit(this, repository, token == null || token.isBlank() ? null : new Right(token, sessions.of(repository, token)));
    }

    /** What a caller comes with. */
    record Right(String token, Session session) {

        /** Never the token. */
        @Override
        public String toString() {
            return "Right";
        }
    }

    OutboundClient client() {
        return client;
    }

    Clock clock() {
        return clock;
    }

    Refusals refusals() {
        return refusals;
    }

    Documents documents() {
        return documents;
    }
}
