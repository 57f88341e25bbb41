package dev.weighbridge.source;

import org.jspecify.annotations.Nullable;

/**
 * A model that stands on a {@link Shelf}, at one of its revisions.
 *
 * @param id what it is called there, whatever its revision: {@code Qwen/Qwen2.5-0.5B}, {@code s3://bucket/prefix/model/}
 * @param track the branch or tag that this is the state of; empty where there is none
 * @param reference a full reference. Where the place has commits or digests it names {@code revision}, so that what comes is what was seen
 * @param revision changes whenever the model does, and never else as far as the place can tell: a commit, a digest, or 64 hexadecimal digits over all that its
 *     files show from outside; at most 128 characters
 * @param version the track as a version text if it is a tag, else null
 */
public record CatalogEntry(String id, String track, String reference, String revision, @Nullable String version) {}
