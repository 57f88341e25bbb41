package dev.weighbridge.sync;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a followed model.
 *
 * @param revisions patterns of branches and tags; empty for a hub's usual branch and all tags of a registry
 * @param include as of a request: patterns of the files to take
 */
public record Wanted(List<String> revisions, List<String> include, List<String> exclude, @Nullable String weights) {}
