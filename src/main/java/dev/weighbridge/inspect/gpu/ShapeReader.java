package dev.weighbridge.inspect.gpu;

/** Reads a shape in the words of one format. */
interface ShapeReader {

    /** @throws UnknownShapeException if it is not stated, or contradicts itself */
    ModelShape read();
}
