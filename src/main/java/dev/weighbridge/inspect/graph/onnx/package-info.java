/**
 * The ONNX format: a protobuf message ModelProto (onnx/onnx.proto3 of the ONNX project, whose field numbers the code names).
 */
@NullMarked
package dev.weighbridge.inspect.graph.onnx;

import org.jspecify.annotations.NullMarked;
