/**
 * Models that are stored as a graph of operators (ONNX, TensorFlow, TensorFlow Lite) or of layers (Keras). Here is what their formats share: a cursor over
 * protobuf messages, pages of a file that is read here and there, the operators of TensorFlow that reach beyond the graph. Owns the words operator, graph.
 */
@NullMarked
package dev.weighbridge.inspect.graph;

import org.jspecify.annotations.NullMarked;
