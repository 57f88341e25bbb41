/**
 * Graphs of TensorFlow: SavedModels and frozen graphs, protobuf messages of tensorflow/core/protobuf/{saved_model,meta_graph}.proto and
 * tensorflow/core/framework/{graph,node_def,function,op_def,attr_value}.proto, whose field numbers the code names.
 */
@NullMarked
package dev.weighbridge.inspect.graph.tensorflow;

import org.jspecify.annotations.NullMarked;
