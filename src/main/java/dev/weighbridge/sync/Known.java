package dev.weighbridge.sync;

import dev.weighbridge.artifact.FailureKind;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a followed model at a branch or tag.
 *
 * @param key see {@link #key}
 * @param revision what was seen last
 * @param came the latest revision that came in, null if none has
 * @param failureKind why the latest request failed, if it did
 * @param isListed whether it was on the list since the rules were last changed
 * @param isThere whether a model of this revision is in the inventory
 */
record Known(String key, String id, String reference, String revision, @Nullable String came, State state, Outcome outcome,
        @Nullable FailureKind failureKind, boolean isListed, boolean isThere) {

    /** Where it stands between its place and us. */
    enum State {
        PENDING, KNOWN, LEAVING, GONE
    }

    /** What became of the latest request. */
    enum Outcome {
        NONE, OPEN, CAME, FAILED, CANCELLED
    }

    /** 64 hexadecimal digits for a model at a track. */
    static String key(String id, String track) {
        return DigestUtils.sha256Hex(id + "\0" + track);
    }
}
