/**
 * What a person sees: pages under {@code /console}, made here and shown without a script of somebody else's place. They call what the doors call and check
 * nothing by themselves but who looks and from where. Words: page, visitor, frame.
 */
@NullMarked
package dev.weighbridge.console;

import org.jspecify.annotations.NullMarked;
