package dev.weighbridge.inventory;

/** A model service in short, without its long texts. */
public record DescribedService(String uuid, String modelCenterUuid, String name, String type) {}
