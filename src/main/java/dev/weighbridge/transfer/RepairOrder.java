package dev.weighbridge.transfer;

import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.SourceAccess;

/**
 * What to repair from where.
 *
 * @param damaged what was found
 * @param file where the same bytes are, or were
 */
public record RepairOrder(CheckedBlob damaged, ModelSource source, SourceFile file, SourceAccess access) {}
