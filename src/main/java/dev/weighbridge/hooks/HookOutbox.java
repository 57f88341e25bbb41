package dev.weighbridge.hooks;

import dev.weighbridge.ingestion.Callbacks;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkQueue;
import dev.weighbridge.secret.SecretBox;
import org.apache.commons.codec.binary.Base64;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.stereotype.Component;

/** Enters the calls. A web hook's URL often is a secret itself, so it is kept encrypted. */
@Component
final class HookOutbox implements Callbacks {

    private final SecretBox box;

    private final WorkQueue queue;

    HookOutbox(SecretBox box, WorkQueue queue) {
        this.box = box;
        this.queue = queue;
    }

    @Override
    public String sealed(String jobUuid, String url) {
        return Base64.encodeBase64String(box.encrypt(url, purpose(jobUuid)));
    }

    /**
     * The URL that was sealed.
     *
     * @throws dev.weighbridge.artifact.IngestionException INTERNAL if this node's key is another one
     */
    String opened(String jobUuid, String sealed) {
        return box.decrypt(Base64.decodeBase64(sealed), purpose(jobUuid));
    }

    @Override
    public void due(String jobUuid) {
        queue.enter(Lane.HOOKS, WorkName.WEB_HOOK.text(), jobUuid);
    }

    /** It may be told in a failure, which the uuid may not. */
    private static String purpose(String jobUuid) {
        return "web hook of job " + DigestUtils.sha256Hex(jobUuid);
    }
}
