/** The node at the other end: where it is, who asks it, what it answers, and which exit code a refusal becomes. */
@NullMarked
package dev.weighbridge.cli.server;

import org.jspecify.annotations.NullMarked;
