/**
 * Models of ModelScope, from www.modelscope.cn, www.modelscope.ai or another place that speaks its {@code /api/v1}. Owns the words envelope (the JSON
 * that every answer comes in, which says by itself whether it is a success), session (what the hub gives for a token, shown as a cookie) and
 * pin (the commit that a branch or tag named when the model was listed).
 */
@NullMarked
package dev.weighbridge.source.modelscope;

import org.jspecify.annotations.NullMarked;
