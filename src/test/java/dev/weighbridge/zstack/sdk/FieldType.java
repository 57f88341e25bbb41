package dev.weighbridge.zstack.sdk;

/** How the SDKs declare a field, which decides what they can read into it. */
enum FieldType {
    TEXT, LONG, INT, FLAG, DATE, LIST, MAP, OBJECT
}
