package dev.weighbridge.api;

import java.util.Locale;
import java.util.Map;

import jakarta.persistence.criteria.Expression;

import dev.weighbridge.account.Caller;
import dev.weighbridge.inventory.Model;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;

/**
 * Which models are wanted. What is null or blank does not matter.
 *
 * @param name a part of the name, in whatever case
 * @param centre the uuid of the model centre
 * @param latest {@code true} for the latest of each lineage only, {@code false} for the others only
 * @param architectureType exactly
 * @param pipelineTag exactly
 * @param minSize the least size of the artifact: bytes, with a unit or without, as {@code 10GB}
 * @param maxSize the greatest, in the same form
 */
public record ModelSearch(@Nullable String name, @Nullable String centre, @Nullable String latest, @Nullable String architectureType,
        @Nullable String pipelineTag, @Nullable String minSize, @Nullable String maxSize) {

    /** All models. */
    static final ModelSearch EVERYTHING = new ModelSearch(null, null, null, null, null, null, null);

    private static final char ESCAPE = '!';

    private static final String SIZE = "artifactSizeBytes";

    private static final Map<String, String> SORTABLE = Map.of("createdAt", "createDate", "name", "name", SIZE, SIZE);

    /** Those of the wanted that the caller may see: his own and what is shared with all, the administrator all. */
    Specification<Model> visibleTo(Caller caller) {
        Specification<Model> visible = (model, query, sql) -> caller.admin()
                ? sql.conjunction()
                : sql.or(sql.equal(model.get("accountUuid"), caller.accountUuid()), sql.equal(model.get("shareMode"), "Public"));
        return visible.and(named()).and(equal("modelCenterUuid", centre)).and(equal("architectureType", architectureType))
                .and(equal("pipelineTag", pipelineTag)).and(isLatest()).and(sized());
    }

    /** The newest first unless it is said otherwise; those that are equal by that always in one order, so that stretches do not overlap. */
    static Sort order(@Nullable String sort) {
        var order = Parameter.order(sort, new Parameter.Order<>("createDate", true), SORTABLE);
        return Sort.by(order.descending() ? Sort.Direction.DESC : Sort.Direction.ASC, order.field()).and(Sort.by("uuid"));
    }

    private Specification<Model> named() {
        if (name == null || name.isBlank()) {
            return Specification.unrestricted();
        }
        String part = name.strip().toLowerCase(Locale.ROOT).replaceAll("[!%_]", ESCAPE + "$0");
        return (model, query, sql) -> {
            Expression<String> lower = sql.lower(model.get("name"));
            return sql.like(lower, "%" + part + "%", ESCAPE);
        };
    }

    private Specification<Model> isLatest() {
        if (latest == null || latest.isBlank()) {
            return Specification.unrestricted();
        }
        boolean wanted = Parameter.flag("latest", latest, true);
        return (model, query, sql) -> sql.equal(model.get("isLatestVersion"), wanted);
    }

    private Specification<Model> sized() {
        Long least = Parameter.bytes("minSize", minSize);
        Long most = Parameter.bytes("maxSize", maxSize);
        if (least != null && most != null && least > most) {
            throw Parameter.invalid("minSize", String.valueOf(minSize), "That is more than maxSize. Give no more than that.");
        }
        Specification<Model> notLess = least == null ? Specification.unrestricted()
                : (model, query, sql) -> sql.ge(model.get(SIZE), least);
        return most == null ? notLess : notLess.and((model, query, sql) -> sql.le(model.get(SIZE), most));
    }

    private static Specification<Model> equal(String attribute, @Nullable String wanted) {
        return wanted == null || wanted.isBlank() ? Specification.unrestricted()
                : (model, query, sql) -> sql.equal(model.get(attribute), wanted.strip());
    }
}
