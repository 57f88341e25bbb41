package dev.weighbridge.zstack.door;

import java.util.Optional;

import tools.jackson.databind.node.ObjectNode;

/** Shows what an ingestion has added, for the API job that follows it. */
public interface AddedResource {

    /** The answer {@code {"inventory": …}}; empty if the resource has been deleted since. */
    Optional<ObjectNode> reply(String uuid);
}
