package dev.weighbridge.zstack.query;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;

/** How the values of a field are read and compared. One implementation per kind of column; NULLs fail every comparison, as in SQL. */
sealed interface FieldType permits TextType, OrderedType, TimeType {

    /** The condition as SQL, its values bound; never called for {@code is null} and {@code not null}. */
    Predicate compare(CriteriaBuilder sql, Root<?> root, String attribute, Condition condition);
}
