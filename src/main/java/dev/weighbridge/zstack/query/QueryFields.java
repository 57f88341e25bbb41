package dev.weighbridge.zstack.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import jakarta.persistence.criteria.Predicate;

import dev.weighbridge.account.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;

/**
 * The fields of one kind of inventory that a query may name, and with them the compiler of queries. A field is called like the entity's attribute;
 * nothing else of the entity can be asked for.
 *
 * @param <E> the entity that is queried
 */
public final class QueryFields<E> {

    private static final int MOST_CONDITIONS = 100;

    /** Joins in one name, such as the one in {@code modelCenter.name}. */
    private static final int MOST_JOINS = 3;

    private final String inventoryClass;

    private final Map<String, FieldType> types = new LinkedHashMap<>();

    private final Map<String, Marks> marks = new LinkedHashMap<>();

    private final Map<String, Join> joins = new LinkedHashMap<>();

    /** @param inventoryClass ZStack's name of the inventory's class, for messages */
    public QueryFields(String inventoryClass) {
        this.inventoryClass = inventoryClass;
    }

    /** Fields that hold text. */
    public QueryFields<E> texts(String... names) {
        return with(new TextType(false), names);
    }

    /** Fields that hold lower-case hexadecimal digits: uuids and checksums. */
    public QueryFields<E> hexes(String... names) {
        return with(new TextType(true), names);
    }

    /** Fields whose attributes are of type Long. */
    public QueryFields<E> longs(String... names) {
        return with(OrderedType.LONG, names);
    }

    /** Fields whose attributes are of type Integer. */
    public QueryFields<E> integers(String... names) {
        return with(OrderedType.INTEGER, names);
    }

    /** Fields that are true or false. */
    public QueryFields<E> flags(String... names) {
        return with(OrderedType.FLAG, names);
    }

    /** Points in time. */
    public QueryFields<E> times(String... names) {
        return with(new TimeType(), names);
    }

    /**
     * Texts that hang on a row in rows of their own, such as tags.
     *
     * @param entity the rows that hold them
     * @param owner their attribute that is the uuid of what they hang on
     * @param text their attribute that is the text
     */
    public QueryFields<E> marks(String name, Class<?> entity, String owner, String text) {
        marks.put(name, new Marks(entity, owner, text));
        return this;
    }

    /**
     * Everything that can be asked of another kind of inventory, as {@code name.field}: where this one's attribute {@code own} equals the other's
     * {@code theirs}.
     */
    public QueryFields<E> join(String name, String own, Supplier<Queryable<?>> other, String theirs) {
        joins.put(name, new Join(own, null, other, theirs));
        return this;
    }

    /** As the other, but through rows that tie this one's uuid to the other's. */
    public QueryFields<E> join(String name, Link link, Supplier<Queryable<?>> other) {
        joins.put(name, new Join("uuid", link, other, "uuid"));
        return this;
    }

    /**
     * What all conditions together ask for.
     *
     * @param conditions the texts of all {@code q=}
     * @param caller who asks, and sees through joins only what is theirs to see
     * @throws MalformedQueryException if one has no operator, or there are too many
     * @throws UnknownFieldException if one names another field than these
     * @throws dev.weighbridge.artifact.IngestionException INVALID_REQUEST, when the specification is used, if a value does not fit its field
     */
    public Specification<E> matching(List<String> conditions, Caller caller) {
        if (conditions.size() > MOST_CONDITIONS) {
            throw new MalformedQueryException("Invalid query parameter. There are more than " + MOST_CONDITIONS + " of parameter[q]. "
                    + "Ask in several queries");
        }
        return Specification.allOf(conditions.stream().map(Condition::parse).map(condition -> matching(condition, caller)).toList());
    }

    /**
     * The order that {@code +field}, {@code -field} or {@code field} asks for, and that of creation for null; always a total one.
     *
     * @throws UnknownFieldException if it names another field than these
     */
    public Sort order(@Nullable String sort) {
        String text = sort == null ? "" : sort.strip();
        boolean descending = text.startsWith("-");
        String field = descending || text.startsWith("+") ? text.substring(1).strip() : text;
        if (field.isEmpty()) {
            return Sort.by("createDate", "uuid");
        }
        check(field);
        return Sort.by(descending ? Sort.Direction.DESC : Sort.Direction.ASC, field, "uuid");
    }

    /** @throws UnknownFieldException if {@code name} is none of these */
    public void check(String name) {
        typeOf(name);
    }

    private Specification<E> matching(Condition condition, Caller caller) {
        checkPath(condition.field(), MOST_JOINS);
        return (row, query, sql) -> holds(condition.field(), condition, new Scope(row, query, sql, caller));
    }

    private void checkPath(String path, int joinsLeft) {
        Join join = joinIn(path);
        if (join != null && joinsLeft > 0) {
            join.other().get().fields().checkPath(behindDot(path), joinsLeft - 1);
        } else if (!marks.containsKey(path)) {
            check(path);
        }
    }

    /** @param path the name of a field of these, or of one behind a join */
    private Predicate holds(String path, Condition condition, Scope at) {
        Marks hanging = marks.get(path);
        if (hanging != null) {
            return hanging.holds(at, condition);
        }
        Join join = joinIn(path);
        if (join != null) {
            return join.holds(at, there -> join.other().get().fields().holds(behindDot(path), condition, there));
        }
        return switch (condition.operator()) {
            case IS_NULL -> at.get(path).isNull();
            case NOT_NULL -> at.get(path).isNotNull();
            default -> typeOf(path).compare(at.sql(), at.row(), path, condition);
        };
    }

    private @Nullable Join joinIn(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? null : joins.get(path.substring(0, dot));
    }

    private static String behindDot(String path) {
        return path.substring(path.indexOf('.') + 1);
    }

    private FieldType typeOf(String name) {
        FieldType type = types.get(name);
        if (type == null) {
            throw new UnknownFieldException(inventoryClass, name);
        }
        return type;
    }

    private QueryFields<E> with(FieldType type, String... names) {
        for (String name : names) {
            types.put(name, type);
        }
        return this;
    }
}
