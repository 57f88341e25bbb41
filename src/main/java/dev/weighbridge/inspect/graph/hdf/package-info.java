/**
 * Files of HDF5, as far as models are kept in them: groups, attributes that are text, the type and shape of datasets (HDF5 File Format Specification
 * version 3.0, whose section numbers the code names). Owns the words group, dataset, attribute.
 */
@NullMarked
package dev.weighbridge.inspect.graph.hdf;

import org.jspecify.annotations.NullMarked;
