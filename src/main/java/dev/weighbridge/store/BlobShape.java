package dev.weighbridge.store;

/** In how many parts an object will be put. */
public enum BlobShape {
    /** One part, which is the whole object: put as number 1, right before the object is completed. A store may show the object as soon as it is put. */
    ONE_PART,
    /** Any number of parts, in any order. */
    MANY_PARTS
}
