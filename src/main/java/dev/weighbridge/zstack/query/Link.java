package dev.weighbridge.zstack.query;

/**
 * The rows that tie two kinds of inventory together, many to many.
 *
 * @param near its attribute that names the side where a join begins
 * @param far its attribute that names the side where it ends
 */
public record Link(Class<?> entity, String near, String far) {}
