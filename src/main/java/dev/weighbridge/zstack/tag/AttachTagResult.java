package dev.weighbridge.zstack.tag;

/** What AttachTagToResources says about one resource. */
record AttachTagResult(UserTagInventory inventory, boolean success) {}
