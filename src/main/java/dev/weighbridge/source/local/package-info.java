/**
 * Models on this machine's file systems: a folder or a file below one of the roots that the operator allows, or below a mounted NFS export.
 * Owns the words root and mount.
 */
@NullMarked
package dev.weighbridge.source.local;

import org.jspecify.annotations.NullMarked;
