package dev.weighbridge.hooks;

import java.net.URI;
import java.util.Optional;

import dev.weighbridge.secret.SecretBox;
import org.apache.commons.codec.binary.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps what of event hooks is secret: where they lead, and what their calls are signed with. For many threads. */
@Component
final class HookSecrets {

    private final JdbcClient sql;

    private final SecretBox box;

    HookSecrets(JdbcClient sql, SecretBox box) {
        this.sql = sql;
        this.box = box;
    }

    /** Where a call goes, and what it is signed with. */
    record Address(URI url, @Nullable String secret) {

        /** Shows neither. */
        @Override
        public String toString() {
            return "Address";
        }
    }

    String sealedUrl(String hookUuid, URI url) {
        return sealed(url.toString(), "URL of event hook " + hookUuid);
    }

    String sealedSecret(String hookUuid, String secret) {
        return sealed(secret, "secret of event hook " + hookUuid);
    }

    /**
     * Nothing if there is no such hook.
     *
     * @throws dev.weighbridge.artifact.IngestionException INTERNAL if this node's key is another one
     */
    Optional<Address> of(String hookUuid) {
        return sql.sql("select url, secret from event_hook where uuid = :uuid").param("uuid", hookUuid).query((row, number) -> {
            String secret = row.getString("secret");
            return new Address(URI.create(opened(row.getString("url"), "URL of event hook " + hookUuid)),
                    secret == null ? null : opened(secret, "secret of event hook " + hookUuid));
        }).optional();
    }

    private String sealed(String clear, String purpose) {
        return Base64.encodeBase64String(box.encrypt(clear, purpose));
    }

    private String opened(String sealed, String purpose) {
        return box.decrypt(Base64.decodeBase64(sealed), purpose);
    }
}
