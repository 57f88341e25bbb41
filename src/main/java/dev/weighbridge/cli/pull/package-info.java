/** Brings a model's files onto this machine: verified, resumed where they broke off, and never outside of the folder that was asked for. */
@NullMarked
package dev.weighbridge.cli.pull;

import org.jspecify.annotations.NullMarked;
