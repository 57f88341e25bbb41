package dev.weighbridge.transfer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import dev.weighbridge.ingestion.PartReceipt;

/**
 * A part on its way. It stands in the line from the start of its fetch, so that the parts behind it keep their places.
 *
 * @param number counts the file's parts from 1
 * @param offset of its first byte in the file
 * @param buffer where its bytes are; given back once it is checkpointed
 * @param arrival comes when it is fetched, or fails
 */
record Part(int number, long offset, MemoryBudget.Buffer buffer, CompletableFuture<Arrival> arrival) {

    static Part begun(int number, long offset, MemoryBudget.Buffer buffer) {
        return new Part(number, offset, buffer, new CompletableFuture<>());
    }

    /**
     * It has been fetched.
     *
     * @param length its bytes are the first so many of the buffer
     * @param receipt the store's answer, when it comes
     */
    record Arrival(int length, Future<PartReceipt> receipt) {}
}
