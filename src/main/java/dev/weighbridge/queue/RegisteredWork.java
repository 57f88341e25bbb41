package dev.weighbridge.queue;

import java.util.List;

import org.springframework.stereotype.Component;

/** All the work that this node can do, and the name it does it under. */
@Component
record RegisteredWork(NodeName node, List<WorkHandler> handlers, List<RecurringWork> recurring) {}
