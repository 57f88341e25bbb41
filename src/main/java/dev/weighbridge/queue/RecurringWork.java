package dev.weighbridge.queue;

import java.time.Duration;

/** Work that is done again and again, at any time on one node only. A bean of this type is registered by its name. */
public interface RecurringWork {

    /** The name it is known by; stored, so it never changes. */
    String name();

    /** How long to wait after one run before the next. */
    Duration interval();

    /** Does it once. Whoever throws is called again after the interval. */
    void run();
}
