/** The APIs of model services: what they are, and which models they are for. Nothing is run from here. */
@NullMarked
package dev.weighbridge.zstack.service;

import org.jspecify.annotations.NullMarked;
