/**
 * ZStack's query language: conditions, sorting and paging, compiled to one SQL statement with bound parameters over an explicit table of fields.
 * Knows nothing of HTTP. This package owns the words operator, condition, field, page.
 */
@NullMarked
package dev.weighbridge.zstack.query;

import org.jspecify.annotations.NullMarked;
