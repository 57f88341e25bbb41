package dev.weighbridge.zstack.door;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import dev.weighbridge.account.Caller;
import dev.weighbridge.zstack.query.MalformedQueryException;
import dev.weighbridge.zstack.query.QueryFields;
import dev.weighbridge.zstack.query.Selection;
import dev.weighbridge.zstack.query.UnknownFieldException;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Query API: reads the parameters, finds the rows that the caller may see, and shows them.
 *
 * @param shown the records that the rows of one answer are shown as, one for each in their order
 */
public record InventoryQuery<E>(InventoryType type, Selection<E> selection, Shown<E> shown) {

    /** Shows rows together, so that what belongs to them is fetched once for all. */
    public interface Shown<E> {

        List<?> to(Caller caller, List<E> rows);
    }

    private static final int DEFAULT_LIMIT = 1000;

    private static final int LARGEST_LIMIT = 10_000;

    private static final int LARGEST_START = 999_999_999;

    /** @param shown the record that each row is shown as, by itself */
    public static <E> InventoryQuery<E> of(InventoryType type, Selection<E> selection, Function<E, ?> shown) {
        return new InventoryQuery<>(type, selection, (caller, rows) -> rows.stream().map(shown).toList());
    }

    public Answer all(Parameters parameters, Caller caller) {
        try {
            return answer(parameters, caller);
        } catch (MalformedQueryException malformed) {
            throw Refusal.badRequest(malformed.getMessage());
        } catch (UnknownFieldException unknown) {
            throw new ApiFailure(ErrorCode.INTERNAL, unknown.getMessage());
        }
    }

    /** The one with this uuid, in a list of one, or an empty list. */
    public Answer one(String uuid, Caller caller) {
        Specification<E> one = (row, query, sql) -> sql.equal(row.get("uuid"), uuid.toLowerCase(Locale.ROOT));
        return reply(shown.to(caller, selection.rows(visibleTo(caller).and(one), fields().order(null), 0, 1)), List.of(), null);
    }

    private Answer answer(Parameters parameters, Caller caller) {
        Specification<E> where = visibleTo(caller).and(fields().matching(parameters.all("q"), caller));
        Sort order = fields().order(parameters.first("sort"));
        List<String> only = only(parameters.first("fields"));
        int start = parameters.number("start", 0, LARGEST_START);
        int limit = parameters.number("limit", DEFAULT_LIMIT, LARGEST_LIMIT);
        if (parameters.flag("count")) {
            return Answer.json(200, Json.object().put("total", selection.count(where)));
        }
        Long total = parameters.flag("replyWithCount") ? selection.count(where) : null;
        List<E> found = limit == 0 ? List.of() : selection.rows(where, order, start, limit);
        return reply(shown.to(caller, found), only, total);
    }

    private List<String> only(@Nullable String list) {
        if (list == null || list.isBlank()) {
            return List.of();
        }
        List<String> names = Arrays.stream(list.split(",")).map(String::strip).toList();
        names.forEach(fields()::check);
        return names;
    }

    private Answer reply(List<?> found, List<String> only, @Nullable Long total) {
        ObjectNode reply = Json.object();
        ArrayNode inventories = reply.putArray("inventories");
        for (Object one : found) {
            ObjectNode inventory = Json.tree(one);
            inventories.add(only.isEmpty() ? inventory : inventory.retain(only));
        }
        if (total != null) {
            reply.put("total", total.longValue());
        }
        return Answer.json(200, type.describe(reply));
    }

    private QueryFields<E> fields() {
        return selection.what().fields();
    }

    private Specification<E> visibleTo(Caller caller) {
        return selection.what().visibleTo(caller);
    }
}
