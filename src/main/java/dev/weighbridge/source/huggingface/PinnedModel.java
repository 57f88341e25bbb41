package dev.weighbridge.source.huggingface;

import java.time.Instant;

import dev.weighbridge.source.SourceFacts;
import org.jspecify.annotations.Nullable;

/**
 * A model at one commit.
 *
 * @param model under the name that it has now
 * @param revision as it was asked for, for sentences
 * @param tag the revision's name, if that is a tag or reads like a version
 * @param modified when the hub saw it change last
 */
record PinnedModel(HubModel model, String revision, String commit, @Nullable String tag, @Nullable Instant modified, SourceFacts facts) {}
