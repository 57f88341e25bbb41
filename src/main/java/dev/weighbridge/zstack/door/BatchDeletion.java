package dev.weighbridge.zstack.door;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Deletes many things by their {@code uuids}, each by itself. */
public final class BatchDeletion {

    private static final String UUIDS = "uuids";

    private static final int MOST = 1000;

    private BatchDeletion() {}

    /**
     * Deletes what {@code uuids=a&uuids=b}, or {@code uuids.0=a&uuids.1=b}, names, in its order; what is named twice, once.
     *
     * @param delete deletes one in a transaction of its own, and says by an exception why it cannot; that it is not there counts as success
     * @return the body {@code {"results": [{"uuid", "success", "error"?}, …]}}
     * @throws IngestionException INVALID_REQUEST for none or more than {@value #MOST}
     */
    public static ObjectNode of(Parameters parameters, Consumer<String> delete) {
        Set<String> uuids = uuids(parameters);
        if (uuids.isEmpty() || uuids.size() > MOST) {
            throw new IngestionException(FailureKind.INVALID_REQUEST, "Could not delete: the mandatory parameter[" + UUIDS + "] names "
                    + uuids.size() + " uuids, where 1 to " + MOST + " are allowed. Name them as " + UUIDS + "=a&" + UUIDS + "=b.");
        }
        ObjectNode reply = Json.object();
        ArrayNode results = reply.putArray("results");
        uuids.forEach(uuid -> results.add(result(uuid, delete)));
        return reply;
    }

    private static Set<String> uuids(Parameters parameters) {
        Stream<String> numbered = IntStream.rangeClosed(0, MOST).mapToObj(index -> parameters.all(UUIDS + "." + index))
                .takeWhile(values -> !values.isEmpty()).flatMap(List::stream);
        Set<String> uuids = new LinkedHashSet<>();
        Stream.concat(parameters.all(UUIDS).stream(), numbered).map(String::strip).filter(uuid -> !uuid.isEmpty()).forEach(uuids::add);
        return uuids;
    }

    private static ObjectNode result(String uuid, Consumer<String> delete) {
        ObjectNode result = Json.object().put("uuid", uuid);
        try {
            delete.accept(uuid);
            return result.put("success", true);
        } catch (RuntimeException failed) {
            if (failed instanceof IngestionException known && known.kind() == FailureKind.NOT_FOUND) {
                return result.put("success", true);
            }
            return result.put("success", false).setAll(Failures.reply(failed));
        }
    }
}
