package dev.weighbridge.transfer;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The threads that transfers share. Threads of the operating system, because hashing and disks would hold on to the few that carry virtual ones.
 */
@Component
final class TransferThreads implements DisposableBean {

    private static final int SMALL_FILES_AT_ONCE = 16;

    private final ExecutorService stages = Executors.newCachedThreadPool(Thread.ofPlatform().name("transfer-stage-", 0).daemon().factory());

    private final ExecutorService smallFiles = Executors.newFixedThreadPool(SMALL_FILES_AT_ONCE,
            Thread.ofPlatform().name("transfer-small-", 0).daemon().factory());

    /** For the stages of large files; as many as are asked for. */
    ExecutorService stages() {
        return Carried.by(stages);
    }

    /** For small files, a bounded number at once on the node. */
    ExecutorService smallFiles() {
        return Carried.by(smallFiles);
    }

    @Override
    public void destroy() {
        stages.shutdownNow();
        smallFiles.shutdownNow();
    }
}
