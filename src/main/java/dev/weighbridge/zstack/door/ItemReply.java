package dev.weighbridge.zstack.door;

import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.ingestion.JobItem;
import dev.weighbridge.ingestion.JobItems;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a job answers that did the same to many: {@code {"results": [{"uuid", "success", "error"?}]}}, as ZStack does for batches. Of more than
 * {@value #SHOWN} resources the failed ones come first, and {@code total} and {@code failed} say how many there were.
 */
final class ItemReply {

    static final int SHOWN = 1000;

    private ItemReply() {}

    static ObjectNode of(JobItems.Standing standing) {
        ObjectNode reply = Json.object();
        ArrayNode results = reply.putArray("results");
        for (JobItem item : standing.items()) {
            ObjectNode result = results.addObject().put("uuid", item.subject()).put("success", item.state() == JobItem.State.DONE);
            Failure failure = item.failure();
            if (failure != null) {
                result.set("error", Replies.error(ErrorCode.of(failure.kind()), failure.message()).get("error"));
            }
        }
        if (standing.total() > standing.items().size()) {
            reply.put("total", standing.total()).put("failed", standing.failed());
        }
        return reply;
    }
}
