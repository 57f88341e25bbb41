package dev.weighbridge.hooks;

import org.jspecify.annotations.Nullable;

/**
 * How an API job has ended.
 *
 * @param batch of a job that did the same to many things, how far it got with them; null for any other
 * @param body JSON
 */
public record JobAnswer(boolean success, @Nullable Batch batch, String body) {

    /** How many of many went well. */
    public enum Batch {
        SUCCESS, PARTIAL, FAIL
    }
}
