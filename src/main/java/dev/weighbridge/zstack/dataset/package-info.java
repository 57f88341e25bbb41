/** The APIs of datasets: CreateDataset, QueryDataset and what changes them. */
@NullMarked
package dev.weighbridge.zstack.dataset;

import org.jspecify.annotations.NullMarked;
