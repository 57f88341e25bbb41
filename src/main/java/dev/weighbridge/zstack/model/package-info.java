/** The APIs of models: AddModel, QueryModel and what changes them. */
@NullMarked
package dev.weighbridge.zstack.model;

import org.jspecify.annotations.NullMarked;
