/**
 * TensorFlow Lite (LiteRT): a flatbuffer of tensorflow/compiler/mlir/lite/schema/schema.fbs (version 3, file identifier TFL3), whose field numbers the code
 * names.
 */
@NullMarked
package dev.weighbridge.inspect.graph.tflite;

import org.jspecify.annotations.NullMarked;
