/**
 * Models of the Hugging Face Hub, or of a mirror that speaks its HTTP API. Owns the words hub (who answers the API), page (the model's, for people), pinned (of a
 * revision: its commit), tree (the files of a commit) and complaint (what the hub says with a refusal). The formats are those of {@code
 * https://huggingface.co/docs/hub/api} and of the hub's own client.
 */
@NullMarked
package dev.weighbridge.source.huggingface;

import org.jspecify.annotations.NullMarked;
