package dev.weighbridge.queue;

import java.util.List;

import org.springframework.stereotype.Component;

/** All the work that this node can do, the name it does it under, and what measures it. */
@Component
record RegisteredWork(NodeName node, List<WorkHandler> handlers, List<RecurringWork> recurring, QueueMeters meters) {}
