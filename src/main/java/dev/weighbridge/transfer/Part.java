package dev.weighbridge.transfer;

import java.util.concurrent.Future;

import dev.weighbridge.ingestion.PartReceipt;

/**
 * A part on its way.
 *
 * @param number counts the file's parts from 1
 * @param offset of its first byte in the file
 * @param buffer its bytes are the first {@code length}; given back once it is checkpointed
 * @param receipt the store's answer, when it comes
 */
record Part(int number, long offset, MemoryBudget.Buffer buffer, int length, Future<PartReceipt> receipt) {}
