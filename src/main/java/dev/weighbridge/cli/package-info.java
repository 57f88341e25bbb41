/**
 * The command line: what a person or a script types instead of HTTP. One class for each command; they know the node only by its two doors. Runs without
 * Spring, but for {@code import --embedded}, for which the caller of {@link dev.weighbridge.cli.Cli} starts a node.
 */
@NullMarked
package dev.weighbridge.cli;

import org.jspecify.annotations.NullMarked;
