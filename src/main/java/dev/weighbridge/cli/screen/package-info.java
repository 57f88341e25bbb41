/** What a person sees of a command: tables, progress, figures with units, as wide as the terminal is. */
@NullMarked
package dev.weighbridge.cli.screen;

import org.jspecify.annotations.NullMarked;
