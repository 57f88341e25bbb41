package dev.weighbridge.zstack.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    private final String inventoryClass;

    private final Map<String, FieldType> types = new LinkedHashMap<>();

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
     * What all conditions together ask for.
     *
     * @param conditions the texts of all {@code q=}
     * @throws MalformedQueryException if one has no operator
     * @throws UnknownFieldException if one names another field than these
     * @throws dev.weighbridge.artifact.IngestionException INVALID_REQUEST, when the specification is used, if a value does not fit its field
     */
    public Specification<E> matching(List<String> conditions) {
        return Specification.allOf(conditions.stream().map(Condition::parse).map(this::matching).toList());
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
        return Sort.by(descending ? Sort.Direction.DESC : Sort.Direction.ASC, field).and(Sort.by("uuid"));
    }

    /** @throws UnknownFieldException if {@code name} is none of these */
    public void check(String name) {
        typeOf(name);
    }

    private Specification<E> matching(Condition condition) {
        String field = condition.field();
        FieldType type = typeOf(field);
        return switch (condition.operator()) {
            case IS_NULL -> (root, query, sql) -> root.get(field).isNull();
            case NOT_NULL -> (root, query, sql) -> root.get(field).isNotNull();
            default -> (root, query, sql) -> type.compare(sql, root, field, condition);
        };
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
