package dev.weighbridge.zstack.door;

import java.util.Optional;

import dev.weighbridge.artifact.ArtifactKind;
import tools.jackson.databind.node.ObjectNode;

/** Shows what an ingestion has made, for the API job that follows it. One for each kind. */
public interface AddedResource {

    ArtifactKind kind();

    /** The answer {@code {"inventory": …}}; empty if the resource has been deleted since. */
    Optional<ObjectNode> reply(String uuid);
}
