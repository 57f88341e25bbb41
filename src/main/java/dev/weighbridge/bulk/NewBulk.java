package dev.weighbridge.bulk;

import java.util.Map;

import dev.weighbridge.ingestion.Priority;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done with a list.
 *
 * @param accountUuid who will own its models
 * @param name what it is called where the list does not say
 * @param modelCenterUuid the centre of rows for which the list names none; null for none
 * @param priority of rows that name none
 * @param dryRun whether to find out only what it would do
 * @param defaults fields of AddModel for rows that do not say them; the list's own defaults give way to them
 */
public record NewBulk(String accountUuid, String name, @Nullable String modelCenterUuid, Priority priority, boolean dryRun,
        Map<String, String> defaults) {}
